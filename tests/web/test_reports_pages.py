"""Report pages: the finding, the picture, the table, the records behind each number, files."""

import csv
import io
import json
from urllib.parse import unquote

import pytest
from python_calamine import CalamineWorkbook

from publishing import Workspace
from records import Replica, TookTooLong

pytestmark = pytest.mark.both_databases

REPORT = "/reports/lead_source_conversion"


@pytest.fixture
def leads(office):
    """Two leads of 林晓雯's from one source, one of 梁敏's from another."""
    for company in ("苏州恒锐", "常州同启"):
        office.submit("lin.xiaowen", company=company, source="fair")
    office.submit("liang.min", company="东莞恒锐", source="referral", region="south")


def test_all_reports_are_listed_with_their_findings(manager, leads):
    page = manager.get("/reports").text
    assert "来源转化" in page and "漏斗" in page


@pytest.mark.parametrize(
    "report",
    [
        "lead_funnel",
        "lead_source_conversion",
        "lead_response_time",
        "lead_pile_up",
        "lead_assignments",
        "lead_tasks_on_time",
    ],
)
def test_every_report_of_the_pack_opens(manager, leads, report):
    assert manager.get(f"/reports/{report}").status_code == 200


def test_a_report_says_its_revision_and_reach(manager, leads):
    page = manager.get(REPORT).text
    assert "第 1 版" in page and "你的团队" in page


def test_cohorts_have_the_plain_table_folded_under_them(manager, leads):
    assert "<summary>看数据表</summary>" in manager.get("/reports/lead_activation_cohort").text


def test_every_number_leads_to_its_records(admin, leads):
    page = admin.get(REPORT).text
    assert f"{REPORT}/records?cell=leads%3Bsource%3Dfair" in page
    behind = admin.get(f"{REPORT}/records?cell=leads%3Bsource%3Dfair").text
    assert "苏州恒锐" in behind and "常州同启" in behind and "东莞恒锐" not in behind and "共 2 条" in behind


def test_nobody_finds_records_of_others_behind_a_number(client_for, leads):
    behind = client_for("zhao.qihang").get(f"{REPORT}/records?cell=leads").text
    assert "苏州恒锐" not in behind and "东莞恒锐" not in behind


def test_a_param_narrows_the_answer(admin, leads):
    part = admin.get(f"{REPORT}?since=2026-12-01", headers={"HX-Request": "true"}).text
    assert "<html" not in part and "/records?" not in part.split("<footer>")[0].replace("cell=leads", "")


def test_a_wrong_param_is_told_and_the_default_shown(admin, leads):
    answer = admin.get(f"{REPORT}?since=never")
    assert answer.status_code == 422 and 'role="alert"' in answer.text and "官网" not in answer.text


@pytest.mark.parametrize("address", ["/reports/nothing", "/reports/nothing/records?cell=x", f"{REPORT}/export.doc"])
def test_what_is_not_there_is_not_found(admin, address):
    assert admin.get(address).status_code == 404


def test_a_cell_that_is_none_is_refused_in_words(admin, leads):
    answer = admin.get(f"{REPORT}/records?cell=nothing")
    assert answer.status_code in (404, 409, 422) and "Traceback" not in answer.text


def test_the_table_comes_as_csv(admin, leads):
    rows = list(csv.reader(io.StringIO(admin.get(f"{REPORT}/export.csv").text.lstrip("\ufeff"))))
    assert rows[0][0] == "来源" and rows[1][:2] == ["展会", "2"]


def test_the_table_comes_as_a_workbook_with_numbers(admin, leads):
    book = CalamineWorkbook.from_filelike(io.BytesIO(admin.get(f"{REPORT}/export.xlsx").data))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[1][:2] == ["展会", 2]


def test_the_table_comes_as_json(admin, leads):
    answer = json.loads(admin.get(f"{REPORT}/export.json").text)
    assert (answer["report"], answer["revision"], answer["total"]) == ("lead_source_conversion", 1, 2)


def test_the_definition_is_shown_to_those_who_may_change_it(admin, manager, leads):
    assert "/studio/definitions/report/" in admin.get(REPORT).text
    assert "/studio/" not in manager.get(REPORT).text


def test_the_statement_is_for_those_who_may_change_it(admin, manager, leads):
    page = admin.get(f"{REPORT}/explain").text
    assert "<mark>" in page and "f_source" in page
    assert manager.get(f"{REPORT}/explain").status_code == 403
    assert f"{REPORT}/explain" not in manager.get(REPORT).text


def test_everybody_reads_how_it_is_counted(manager, leads):
    page = manager.get(REPORT).text
    assert "怎么算的" in page and "成交 除以 线索" in page


def test_reports_are_asked_of_the_replica(office, leads, sqlite_offices):
    replica = Replica(sqlite_offices.fresh(), office.workspace.database)
    office.workspace.reports = Workspace(office.workspace.settings, replica)
    page = office.client_for("xu.lan").get(f"{REPORT}/export.csv").text
    assert "展会" not in page and "来源" in page


def test_what_takes_too_long_is_stopped_and_said(admin, leads, monkeypatch):
    def stopped(*_, **__):
        raise TookTooLong("refused.took_too_long", seconds="20")

    monkeypatch.setattr("reports.run", stopped)
    monkeypatch.setattr("reports.run_together", stopped)
    answer = admin.get(f"{REPORT}/export.csv")
    assert answer.status_code == 503 and "先停了" in answer.text
    part = admin.get("/dashboards/lead_war_room/tiles/lead_funnel")
    assert part.status_code == 200 and "先停了" in part.text


def test_a_number_of_tasks_says_that_records_stand_below(admin, leads):
    assert "这个数数的是线索的任务" in admin.get("/reports/lead_tasks_on_time/records?cell=tasks").text
    assert "这个数数的是" not in admin.get(f"{REPORT}/records?cell=leads").text


def test_records_behind_a_number_stand_as_in_their_list(leads, manager):
    page = manager.get(f"{REPORT}/records?cell=leads").text
    head = page.split("<thead>")[1].split("</thead>")[0]
    assert all(label in head for label in ("等级", "阶段", "下一步", "下一步期限", "来源", "最近联系"))
    assert f"{REPORT}/records?cell=leads&amp;sort=next_due_at" in head
    ways = [manager.get(f"{REPORT}/records?cell=leads&sort={sort}").text for sort in ("company", "-company")]
    first, last = (way.index("苏州恒锐") < way.index("常州同启") for way in ways)
    assert first != last


def test_what_a_number_is_made_of_stands_beside_it(leads, manager):
    page = manager.get("/reports/lead_pile_up/records?cell=dwell").text
    assert "进入阶段" in page.split("<thead>")[1].split("</thead>")[0]


def test_the_records_behind_a_number_are_a_file(admin, leads):
    behind = "cell=leads%3Bsource%3Dfair&sort=-company"
    rows = list(
        csv.DictReader(io.StringIO(admin.get(f"{REPORT}/records/export.csv?{behind}").data.decode("utf-8-sig")))
    )
    assert [row["公司名称"] for row in rows] == ["苏州恒锐", "常州同启"] and "编号" in rows[0]
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(admin.get(f"{REPORT}/records/export.xlsx?{behind}&fields=all").data)
    )
    heads, *lines = book.get_sheet_by_index(0).to_python()
    assert len(lines) == 2 and len(heads) > len(rows[0])


def test_file_and_sheet_say_the_report_and_the_number(admin, leads):
    behind = "cell=leads%3Bsource%3Dfair"
    files = [admin.get(f"{REPORT}/records/export.{kind}?{behind}", buffered=True) for kind in ("csv", "xlsx")]
    names = [unquote(each.headers["Content-Disposition"]) for each in files]
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(files[1].data)).sheet_names
    assert all("来源转化" in name and "展会" in name for name in (*names, *sheets))


def test_a_file_holds_no_records_of_others(client_for, leads):
    answer = client_for("lin.xiaowen").get(f"{REPORT}/records/export.csv?cell=leads")
    page = client_for("lin.xiaowen").get(f"{REPORT}/records?cell=leads").text
    may = answer.status_code == 200
    assert may == ("/records/export.csv" in page) and "东莞恒锐" not in answer.text


def test_records_behind_a_number_are_sorted_without_a_table(leads, manager):
    tools = manager.get(f"{REPORT}/records?cell=leads").text.split("</h1>")[1].split("</header>")[0].split("<table")[0]
    assert f"{REPORT}/records?cell=leads&amp;sort=next_due_at" in tools and "records/export.xlsx?cell=leads" in tools


def test_a_headline_breaks_at_no_dash_of_a_day(manager, leads):
    headline = manager.get("/reports/lead_new_by_week").text.partition('class="finding">')[2].partition("</p>")[0]
    assert '<span class="nowrap">20' in headline


def test_names_of_a_funnel_are_not_broken(manager, leads):
    assert '<th scope="row"><div class="nm">首次触达</div></th>' in manager.get("/reports/lead_funnel").text
