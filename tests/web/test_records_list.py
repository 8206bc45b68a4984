"""Lists of records as somebody meets them."""

import csv
import io
import re
from datetime import UTC, datetime

import pytest

from flows import assignment, intake

pytestmark = pytest.mark.both_databases


@pytest.fixture
def three(office):
    """Three leads in the East, all of them 林晓雯's or in reach of her manager."""
    office.submit(company="苏州恒锐精密机械", budget=800000, region="east", industry="machining", authority="decides")
    office.submit(company="宁波海晟注塑", phone="13800007710", budget=650000, region="east", industry="moulding")
    office.submit(company="杭州蓝屿电子", phone="13700003325", budget=90000, region="east", industry="electronics")
    return office


def test_a_list_shows_names_and_masked_phones(three, manager):
    page = manager.get("/records/lead?view=lead_all").text
    assert "宁波海晟注塑" in page and "138****7710" in page
    assert "13800007710" not in page


def test_step_and_limit_of_a_row_are_of_one_thing(office, manager):
    record = office.submit(region="east", industry="machining")
    office.give(record, "zhao.qihang")
    assert step_of(manager) == "接受这条"
    with office.work("zhao.qihang") as work:
        assignment.accept(work, "lead", record)
    assert step_of(manager) == "首轮电话"


def step_of(browser) -> str:
    """What the one row of the list says has to be done next."""
    page = browser.get("/records/lead?view=lead_all").text
    [step] = {words for words in ("接受这条", "首轮电话") if words in page}
    return step


def test_a_search_finds_two_characters_inside_a_name(three, manager):
    page = manager.get("/records/lead?view=lead_all&q=海晟").text
    assert "宁波海晟注塑" in page and "杭州蓝屿" not in page


def test_a_search_finds_pinyin_initials(three, manager):
    page = manager.get("/records/lead?view=lead_all&q=lydz").text
    assert "杭州蓝屿电子" in page and "海晟" not in page


def test_a_filter_stands_above_the_list_in_words(three, manager):
    page = manager.get("/records/lead?view=lead_all&f=budget:at_least:300000").text
    assert "不低于" in page and "¥300,000" in page
    assert "杭州蓝屿电子" not in page


def test_sorting_is_a_link_in_the_head(three, manager):
    page = manager.get("/records/lead?view=lead_all&sort=budget").text
    assert page.index("杭州蓝屿电子") < page.index("宁波海晟注塑") < page.index("苏州恒锐精密机械")
    assert 'aria-sort="ascending"' in page


def test_groups_carry_their_count_and_sum(three, manager):
    page = manager.get("/records/lead?view=lead_all&group=industry").text
    assert "机加工</b> · 1 条 · 预算 ¥800,000" in page


def test_the_next_rows_do_not_repeat_the_head_of_their_group(three, manager):
    first = manager.get("/records/lead?view=lead_all&group=stage&size=2").text
    assert first.count("grp-row") == 1 and "after=first_touch" in first
    rest = manager.get(
        "/records/lead?view=lead_all&group=stage&size=2&page=2&after=first_touch&part=rows",
        headers={"HX-Request": "true"},
    )
    assert rest.text.count("data-row") == 1 and "grp-row" not in rest.text


def test_a_search_in_vain_leads_to_the_view_that_has_it(office, manager):
    office.submit(company="常州铸锻有限公司")
    page = manager.get("/records/lead?view=lead_parked&q=常州铸锻").text
    assert "里没有符合的线索，「" in page and "里有 1 条" in page
    href = re.search(r'href="([^"]+)"[^>]*>[^<]*(?:<span>)?在「', page)[1].replace("&amp;", "&")
    assert "常州铸锻有限公司" in manager.get(href).text


def test_an_empty_search_says_what_would_help(three, manager):
    page = manager.get("/records/lead?view=lead_all&q=没有这个").text
    assert "没有符合的线索。去掉「搜索 包含 没有这个」会有 3 条" in page


def test_a_new_form_says_how_records_come(office, manager):
    assert "/f/demo" in manager.get("/records/lead?view=lead_all").text


def test_a_condition_is_made_without_scripts(three, manager):
    answer = manager.get("/records/lead/filter?view=lead_all&by=budget&op=at_least&value=300000")
    assert answer.headers["Location"] == "/records/lead?f=budget%3Aat_least%3A300000&view=lead_all"


def test_a_condition_that_fits_no_field_is_explained(three, manager):
    answer = manager.get("/records/lead/filter?view=lead_all&by=budget&op=at_least&value=viel")
    assert answer.status_code == 422 and 'value="viel"' in answer.text


def test_several_values_make_one_condition(manager):
    page = manager.get("/records/lead/filter?by=industry").text
    assert 'type="checkbox" name="value" value="moulding"' in page
    answer = manager.get("/records/lead/filter?view=lead_all&by=industry&op=is&value=moulding&value=machining")
    assert "industry%3Aany_of%3Amoulding%7Cmachining" in answer.location


def test_choosing_a_field_offers_its_own_relations(three, manager):
    page = manager.get("/records/lead/filter?by=industry").text
    assert "属于" in page and "机加工" in page and "不低于" not in page


def test_the_next_rows_come_alone(three, manager):
    page = manager.get("/records/lead?view=lead_all&size=2").text
    assert "part=rows" in page
    rest = manager.get("/records/lead?view=lead_all&size=2&page=2&part=rows", headers={"HX-Request": "true"}).text
    assert "<html" not in rest and rest.count("data-row") == 1


def test_an_export_holds_every_record(three, manager):
    text = manager.get("/records/lead/export.csv?view=lead_all").get_data().decode("utf-8-sig")
    assert {row["公司名称"] for row in csv.DictReader(io.StringIO(text))} == {
        "苏州恒锐精密机械", "宁波海晟注塑", "杭州蓝屿电子",
    }  # fmt: skip


def test_an_export_holds_the_columns_of_the_view(three, manager):
    listed = manager.get("/records/lead/export.csv?view=lead_all").get_data().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(listed)))
    assert list(rows[0])[:7] == ["编号", "公司名称", "等级", "分数", "阶段", "下一步", "下一步期限"]
    assert "最近联系" in rows[0] and rows[0]["下一步"] == "首轮电话" and rows[0]["下一步期限"].startswith("20")


def test_every_field_is_a_choice_of_its_own(three, manager):
    assert "export.csv?view=lead_all&amp;fields=all" in manager.get("/records/lead?view=lead_all").text
    every = manager.get("/records/lead/export.csv?view=lead_all&fields=all").get_data().decode("utf-8-sig")
    assert {"编号", "公司名称", "UTM 媒介", "创建时间"} <= set(every.splitlines()[0].split(","))


def test_a_file_is_named_by_the_day_of_its_reader(three, manager):
    three.now = datetime(2026, 11, 24, 17, 30, tzinfo=UTC)
    for kind in ("csv", "xlsx"):
        said = manager.get(f"/records/lead/export.{kind}?view=lead_all").headers["Content-Disposition"]
        assert f"lead-20261125.{kind}" in said


def test_a_workbook_comes_as_a_workbook(three, manager):
    assert manager.get("/records/lead/export.xlsx?view=lead_all").data[:2] == b"PK"


def test_who_may_not_export_is_not_offered_it(three, rep):
    assert "export.csv" not in rep.get("/records/lead").text
    assert rep.get("/records/lead/export.csv").status_code in (403, 404)


def test_an_unknown_form_is_not_there(rep):
    assert rep.get("/records/nothing").status_code == 404


def test_a_rep_sees_nobody_elses_records(three, office):
    other = office.client_for("deng.kai")
    assert "恒锐" not in other.get("/records/lead?view=lead_all").text


def test_ticked_records_are_handed_over_together(three, manager):
    ask = manager.get("/records/lead/bulk?do=assignment&pick=1&pick=2").text
    assert "转交 2 条线索" in ask and "在手" in ask
    done = manager.post(
        "/records/lead/bulk", data={"do": "assignment", "pick": ["1", "2"], "to": str(three.id("sun.yiming"))}
    )
    assert done.status_code == 303
    assert "孙一鸣" in manager.get("/records/lead?view=lead_all").text.split("data-toast>")[1]
    assert manager.get("/records/lead?view=lead_all").text.count("孙一鸣</span>") == 2


def test_of_ticked_records_those_that_stay_say_why(three, manager):
    answer = manager.post(
        "/records/lead/bulk", data={"do": "stage", "pick": ["1", "2"], "to": "need_confirmed"}, follow_redirects=True
    )
    assert "2 条没有动" in answer.text and answer.text.count("进入「需求确认」还差") == 2


def test_nobody_hands_over_without_the_right(three, rep):
    answer = rep.post("/records/lead/bulk", data={"do": "assignment", "pick": "1", "to": str(three.id("zhao.qihang"))})
    assert answer.status_code in (403, 404, 409) and "赵启航" not in rep.get("/records/lead").text


def test_a_list_too_long_to_count_shows_its_views_first(three, manager, monkeypatch):
    monkeypatch.setattr("forms.lists.listing.COUNTED", 2)
    page = manager.get("/records/lead?view=lead_all").text
    assert "约 2 条以上" in page and 'hx-get="/records/lead/tabs' in page
    assert "A 级" in manager.get("/records/lead/tabs?view=lead_all", headers={"HX-Request": "true"}).text


def test_list_that_nobody_designed_shows_no_path_where_none_leads(office, admin):
    with office.work() as work:
        intake.submit(
            work, "contract", {"company": "宁波海晟注塑", "amount": 650000, "contract_no": "HT-7"}, channel="page"
        )
    page = admin.get("/records/contract").text
    assert "HT-7" in page and "没人负责" not in page


def test_amount_among_the_names_is_said_once_at_the_head(office, admin):
    with office.work() as work:
        made = intake.submit(work, "contract", {"company": "宁波海晟注塑", "amount": 650000}, channel="page").record_id
    head = admin.get(f"/records/contract/{made}").text.split('id="rec-head"')[1].split("</header>")[0]
    assert head.count("650,000") == 1 and "还没有人联系过" not in head


def shown_tabs(page: str) -> list[str]:
    """The views that stand above a list, unfolded."""
    nav = re.search(r'id="list-tabs".*?<nav class="tabs".*?</nav>', page, re.S)[0]
    return re.findall(r'<a class="tab"[^>]*>([^<]*?) ?<', nav)


def test_few_views_are_shown_and_the_rest_folded(three, manager):
    page = manager.get("/records/lead?view=lead_all").text
    assert len(shown_tabs(page)) == 6 and "data-sift-links" in page
    folded = page[page.index("data-sift-links") :].split("</details>")[0]
    assert "看板" in folded and "看板" not in shown_tabs(page)


def test_view_opened_from_the_fold_keeps_its_place(three, manager):
    opened = shown_tabs(manager.get("/records/lead?view=lead_watch").text)
    assert opened[-1] == "重点盯"
    assert shown_tabs(manager.get("/records/lead?view=lead_grade_a").text) == opened
