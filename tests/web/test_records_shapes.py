"""The same list as a board, a calendar and cards; what is moved there goes through the one door."""

import html
import re

import pytest

from accounts import people

HTMX = {"HX-Request": "true"}


@pytest.fixture
def two(office):
    """Two leads at first touch; the rep of the first said yes."""
    first = office.submit(company="苏州恒锐精密机械", budget=800000, region="east", industry="machining")
    office.submit(company="宁波海晟注塑", phone="13800007710", budget=650000, region="east", industry="moulding")
    office.give(first, "lin.xiaowen", accepted=True)
    return office


def lane(page: str, label: str) -> str:
    """The part of a board that is one lane."""
    return re.search(rf'<section class="stage[^"]*" aria-label="{label}".*?</section>', page, re.S)[0]


@pytest.mark.both_databases
def test_a_board_has_lanes_with_counts_and_sums(two, manager):
    page = lane(manager.get("/records/lead?view=lead_board").text, "首次触达")
    assert '<span class="n">2</span>' in page and "¥1,450,000" in page
    assert page.count("data-card") == 2


@pytest.fixture
def project(two):
    """A third lead, which goes the way of a scheduling project."""
    return two.submit(company="常州立强", phone="13800007711", product_line="scheduling", region="east")


def test_board_shows_one_pipeline_at_a_time(project, manager):
    page = manager.get("/records/lead?view=lead_board").text
    assert "常州立强" not in page and 'aria-label="现场调研"' not in page
    other = manager.get("/records/lead?view=lead_board&line=scheduling_pipeline").text
    assert "常州立强" in lane(other, "首次触达") and "苏州恒锐" not in other


def test_pipelines_say_how_many_records_they_hold(project, manager):
    page = manager.get("/records/lead?view=lead_board").text
    assert re.search(r"线索流程 <span class=.n.>2</span>", page) and re.search(
        r"排程项目流程 <span class=.n.>1</span>", page
    )


def test_pipeline_that_was_looked_at_last_opens_again(project, manager):
    manager.get("/records/lead?view=lead_board&line=scheduling_pipeline")
    assert "常州立强" in manager.get("/records/lead?view=lead_board").text


def test_pipeline_looked_at_last_outlives_the_session(project, manager, office):
    with office.work("chen.liqun") as work:
        people.set_password(work, office.id("chen.liqun"), "seven-blue-lathes")
    signed = {"login": "chen.liqun", "password": "seven-blue-lathes"}
    first, second = office.client_for(), office.client_for()
    first.post("/session", data=signed)
    first.get("/records/lead?view=lead_board&line=scheduling_pipeline")
    first.post("/session/end")
    second.post("/session", data=signed)
    assert "常州立强" in second.get("/records/lead?view=lead_board").text


def test_next_of_a_card_is_the_card_below_in_its_pipeline(project, manager):
    page = manager.get("/records/lead?as=board").text
    hrefs = [html.unescape(href) for href in re.findall(r'href="(/records/lead/\d+\?list=[^"]+)"', page)]
    first = manager.get(hrefs[0]).text
    assert "第 1 / 2 条" in first and "/records/lead/3" not in first
    assert html.escape(hrefs[1]) in first


def test_empty_pipeline_still_leads_to_the_others(two, manager):
    page = manager.get("/records/lead?view=lead_board&line=scheduling_pipeline").text
    assert re.search(r"line=lead_pipeline", page) and "线索流程" in page


def test_card_is_offered_only_stages_of_its_own_pipeline(project, manager):
    page = manager.get("/records/lead/1/lane?view=lead_board").text
    assert 'value="need_confirmed"' in page and 'value="site_survey"' not in page


def test_the_layout_stays_in_the_address(two, manager):
    page = manager.get("/records/lead?view=lead_all&q=海晟&as=kanban&lanes=industry").text
    assert "as=table" in page and "as=calendar" in page
    assert "宁波海晟注塑" in lane(page, "注塑") and "q=%E6%B5%B7%E6%99%9F" in page


def test_a_card_moves_to_another_value(two, manager):
    answer = manager.post(
        "/records/lead/1/lane?view=lead_all&as=kanban&lanes=industry",
        data={"to": "electronics", "was": "machining"}, headers=HTMX,
    )  # fmt: skip
    assert answer.status_code == 200 and "<html" not in answer.text
    assert "苏州恒锐" in lane(answer.text, "电子")


def test_a_stage_that_holds_its_card_says_why_in_place(two, manager):
    answer = manager.post(
        "/records/lead/1/lane?view=lead_board", data={"to": "need_confirmed", "was": "first_touch"}, headers=HTMX
    )
    assert answer.status_code in (409, 422)
    refused = lane(answer.text, "需求确认")
    assert "还不能进入「需求确认」" in refused and "还差" in refused and 'name="skip_reason"' in refused
    assert "ghost" in lane(answer.text, "首次触达")


def test_a_reason_given_in_place_moves_the_card(two, manager):
    refused = manager.post("/records/lead/1/lane?view=lead_board", data={"to": "need_confirmed", "was": "first_touch"})
    assert "<html" in refused.text
    reason = re.search(r'name="skip_reason" value="(\w+)"', refused.text)[1]
    moved = manager.post(
        "/records/lead/1/lane?view=lead_board",
        data={"to": "need_confirmed", "was": "first_touch", "skip_reason": reason, "skip_words": "已经谈过"},
    )
    assert moved.status_code == 303
    assert "苏州恒锐" in lane(manager.get("/records/lead?view=lead_board").text, "需求确认")


def test_a_card_that_was_moved_meanwhile_stays(two, manager):
    answer = manager.post(
        "/records/lead/1/lane?view=lead_all&as=kanban&lanes=industry", data={"to": "electronics", "was": "moulding"}
    )
    assert answer.status_code == 409 and "刚被别人移到了「机加工」" in answer.text


def test_a_card_is_moved_without_dragging(two, manager):
    asked = manager.get("/records/lead/1/lane?view=lead_all&as=kanban&lanes=industry").text
    assert 'value="electronics"' in asked and 'value="machining"' not in re.sub(r"hidden[^>]*", "", asked)


def test_who_may_not_edit_moves_nothing(two, office):
    other = office.client_for("deng.kai")
    answer = other.post("/records/lead/1/lane?as=kanban&lanes=industry", data={"to": "moulding", "was": "machining"})
    assert answer.status_code == 404


def test_more_cards_of_a_lane_come_alone(two, manager, monkeypatch):
    monkeypatch.setattr("forms.lists.board.CARDS_A_LANE", 1)
    page = lane(manager.get("/records/lead?view=lead_board").text, "首次触达")
    more = re.search(r'hx-get="([^"]+)"', page)[1].replace("&amp;", "&")
    assert page.count("data-card") == 1
    rest = manager.get(more, headers=HTMX).text
    assert rest.count("data-card") == 1 and "hx-get" not in rest


@pytest.mark.both_databases
def test_a_calendar_puts_records_on_their_days(two, manager):
    page = manager.get("/records/lead?view=lead_all&as=calendar&on=created_at").text
    today = re.search(r'<td class="[^"]*now[^"]*".*?</td>', page, re.S)[0]
    assert "苏州恒锐" in today and "宁波海晟" in today


def test_a_date_is_moved_to_another_day(two, manager):
    two_dates = "/records/lead/1/day?view=lead_all&as=calendar&on=trial_ends_on"
    answer = manager.post(two_dates, data={"to": "2026-12-03", "was": ""})
    assert answer.status_code == 303
    page = manager.get("/records/lead?view=lead_all&as=calendar&on=trial_ends_on&day=2026-12-01").text
    assert 'data-was="2026-12-03"' in page
    stale = manager.post(two_dates, data={"to": "2026-12-09", "was": "2026-12-04"})
    assert stale.status_code == 409


def test_a_week_has_seven_days(two, manager):
    page = manager.get("/records/lead?view=lead_calendar&span=week&day=2026-11-18").text
    assert page.count('<div class="dn">') == 7 and "11月16日" in page and "11月22日" in page


def test_cards_are_the_rows_without_a_table(two, manager):
    page = manager.get("/records/lead?view=lead_all&as=cards").text
    assert "cards tiles" in page and "<table" not in page and page.count("data-row>") == 2
