"""The team's board: watches, why each stands still, hand over, remind; only for those who hand out records."""

import re

import pytest

import reports
from accounts import people, teams
from definitions import say
from flows import assignment, board
from records import notifications, tables

pytestmark = pytest.mark.both_databases


@pytest.fixture
def late(office) -> int:
    """A lead of 林晓雯's whose first call is late."""
    record = office.submit(region="east", industry="machining")
    office.give(record, "lin.xiaowen", accepted=True)
    office.passes(hours=9)
    return record


@pytest.fixture
def east(office) -> str:
    """The address of the East team's board."""
    with office.work() as work:
        return f"/teams/{teams.tree(work.connection).by_key('east').id}/board"


def test_the_manager_lands_on_the_own_team(manager, east):
    assert manager.get("/board").headers["Location"] == east


def test_a_late_record_says_why_it_stands_still(manager, late, east):
    page = manager.get(f"{east}?watch=overdue").text
    assert "逾期的 1 条" in page and "「首轮电话」超时" in page and "林晓雯" in page


def test_what_is_late_may_be_called_so(manager, late, east):
    assert "逾期的 1 条" in manager.get(f"{east}?watch=late").text
    assert manager.post(f"{east}/reminders?watch=late").location == f"{east}?watch=overdue"


def test_the_board_counts_late_tasks_as_their_report_does(admin, office, late, east):
    nobodys = office.submit(company="宁波海天塑机", contact="李静", phone="13900002099")
    office.give(nobodys, "lin.xiaowen", accepted=True)
    office.passes(hours=24)
    with office.work() as work:
        work.connection.execute(tables.task.update().where(tables.task.c.record == nobodys).values(assignee=None))
    page = admin.get(f"{east}?watch=overdue").text
    with office.work() as work:
        table = reports.run(work, reports.report_of(work, "lead_overdue"))
    counted = table.value(table.totals, "tasks")
    assert counted >= 2 and re.search(f"共 {counted} 件动作 · [1-9] 件没人负责", page)


def test_the_board_counts_what_is_stuck_as_the_pile_up_does(office, late, east):
    pooled = office.submit(company="宁波海天塑机", contact="李静", phone="13900002099")
    with office.work("chen.liqun") as work:
        assignment.assign(work, "lead", pooled, pool="lead_pool")
    office.passes(days=20)
    with office.work("chen.liqun") as work:
        table = reports.run(work, reports.report_of(work, "lead_pile_up"))
        stuck = board.board_of(work, int(east.split("/")[2])).watch("stuck")
    assert stuck.count == table.value(table.totals, "over_limit") == 2
    assert "卡在没有人负责" in [row.why.text("zh") for row in stuck.rows]


@pytest.mark.parametrize("watch", ["unowned", "unaccepted", "overdue", "silent", "stuck"])
def test_every_watch_opens(manager, late, east, watch):
    assert manager.get(f"{east}?watch={watch}").status_code == 200


def test_an_unknown_watch_or_team_is_not_there(manager, east):
    assert manager.get(f"{east}?watch=nothing").status_code == 404
    assert manager.get("/teams/999/board").status_code == 404


def test_no_manager_looks_into_another_team(office, client_for, east):
    assert client_for("huang.zhiqiang").get(east).status_code == 404


@pytest.mark.parametrize("login", ["lin.xiaowen", "shen.yue"])
def test_who_hands_out_nothing_has_no_board(client_for, east, login):
    client = client_for(login)
    assert client.get("/board").status_code == client.get(east).status_code == 404
    assert client.post(f"{east}/assignments", data={"to": 1, "pick": "lead:1"}).status_code == 404


def test_ticked_records_are_handed_over(manager, office, late, east):
    to = office.id("zhao.qihang")
    manager.post(f"{east}/assignments", data={"pick": f"lead:{late}", "to": to})
    assert office.owner(late) == to


def test_handing_over_nothing_says_what_is_missing(manager, late, east):
    manager.post(f"{east}/assignments", data={"to": ""})
    assert "先勾选记录" in manager.get(east).text


def test_a_record_of_another_team_is_not_handed_over(manager, office, east):
    elsewhere = office.submit(region="south")
    office.give(elsewhere, "liang.min")
    manager.post(f"{east}/assignments", data={"pick": f"lead:{elsewhere}", "to": office.id("lin.xiaowen")})
    assert office.owner(elsewhere) == office.id("liang.min")


def test_the_owner_is_reminded(manager, office, late, east):
    manager.post(f"{east}/reminders?watch=overdue")
    with office.work() as work:
        told = notifications.of_person(work.connection, office.id("lin.xiaowen"))
    assert any("陈立群提醒你" in one.data["title"] for one in told)


def test_nobody_is_reminded_where_nobody_owns(manager, office, late, east):
    record = office.submit(region="east")
    with office.work() as work:
        assignment.assign(work, "lead", record, pool="lead_pool")
    page = manager.get(f"{east}?watch=unowned").text
    assert "没人负责的 1 条" in page and "提醒负责人" not in page
    assert "提醒负责人" in manager.get(f"{east}?watch=overdue").text


def test_how_long_a_record_lies_in_the_pool_stands_apart():
    assert say("flows.still.unowned_pool", "zh", time="12 小时") == "在公海 12 小时，没有人领"


def test_the_choice_of_a_person_says_cap_and_leave(manager, office, late, east):
    with office.work() as work:
        people.change(work, office.id("he.jing"), paused=True)
    page = manager.get(f"{east}?watch=overdue").text
    assert "林晓雯，在手 1 / 30" in page and "何静，在手 0 / 30 · 暂停接新" in page


def test_the_funnel_leads_to_its_records(manager, late, east):
    assert "/reports/lead_funnel/records?cell=" in manager.get(east).text


def test_the_board_draws_how_soon_records_were_contacted(manager, late, east):
    page = manager.get(east).text
    assert "只算工作时间" in page and "下图是报表「首次响应」：" in page and "夜里和周末也算" in page
    assert "最慢的一成" in page and 'href="/reports/lead_response_time"' in page


def test_the_board_tells_what_is_being_mended(manager, east):
    assert "正在改的" not in manager.get(east).text
    place = manager.post("/reviews", data={"finding": "展会线索没人回"}).headers["Location"]
    page = manager.get(east).text
    assert "正在改的" in page and "展会线索没人回" in page and f'href="{place}"' in page


def test_without_a_team_the_board_says_what_is_missing(admin, monkeypatch):
    monkeypatch.setattr("web.pages.board._own_team", lambda work: None)
    page = admin.get("/board").text
    assert "还没有团队" in page and 'href="/teams/new"' in page
