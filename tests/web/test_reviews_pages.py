"""The review board: what was found stands in columns, and a review moves on when what it needs is said."""

import re
from datetime import timedelta

import pytest

from reports import alerts

LATE = re.compile(r'<span class="st late"><svg.*?</svg>截止 \d+月\d+日 · 已逾期</span>', re.DOTALL)


@pytest.fixture
def found(office):
    """A lead that nobody touched for three weeks, and the Monday on which the alarm looks."""
    office.submit("lin.xiaowen", company="苏州恒锐", source="fair")
    workspace = office.workspace
    with workspace.database.reading() as connection:
        catalog = workspace.catalog(connection)
    alerts.sweep(workspace.database, catalog, office.now)
    office.now += timedelta(days=21)
    alerts.sweep(workspace.database, catalog, office.now)
    return office


def test_the_closure_alarm_opens_a_review_on_the_board(found, manager):
    page = manager.get("/reviews").text
    assert "两周闭环率预警" in page and "0.0%" in page and "待处理" in page


def test_a_review_is_worked_on_until_it_is_closed(found, manager):
    place = re.search(r'href="(/reviews/\d+)"', manager.get("/reviews").text)[1]
    refused = manager.post(place, data={"state": "closed", "cause": "没人跟"})
    assert refused.status_code == 422 and "没人跟" in refused.text
    assert "关闭前，还要写：措施、效果与结论" in refused.text
    said = {"cause": "没人跟", "action": "每天早会过一遍", "conclusion": "闭环了", "state": "closed"}
    assert manager.post(place, data=said).status_code == 303
    page = manager.get(place).text
    assert "每天早会过一遍" in page and "已关闭" in page and "打开于" in page


def test_a_review_is_late_until_it_is_closed(found, manager):
    place = re.search(r'href="(/reviews/\d+)"', manager.get("/reviews").text)[1]
    manager.post(place, data={"due": found.now.date() - timedelta(days=1)})
    manager.post(place, data={"cause": "没人跟", "action": "每天早会过一遍", "state": "measuring"})
    for page in ("/reviews", "/board"):
        assert LATE.search(manager.get(page, follow_redirects=True).text)
    manager.post(place, data={"conclusion": "闭环了", "state": "closed"})
    assert "已逾期" not in manager.get("/reviews").text


def test_old_reviews_are_folded(manager):
    for number in range(9):
        place = manager.post("/reviews", data={"finding": f"发现 {number}"}).headers["Location"]
        said = {"cause": "一", "action": "二", "conclusion": "三", "state": "closed"}
        assert manager.post(place, data=said).status_code == 303
    board = unwrapped(manager.get("/reviews").text)
    assert "再看 3 条" in board and all(f"发现 {number}" in board for number in range(9))


def test_a_notice_leads_to_its_review(found, manager):
    assert re.search(r'href="/reviews/\d+"', manager.get("/notifications").text)


def test_whom_it_does_not_concern_sees_no_review(found, rep, manager):
    place = re.search(r'href="(/reviews/\d+)"', manager.get("/reviews").text)[1]
    assert rep.get(place).status_code == 404 and "两周闭环率预警" not in rep.get("/reviews").text


def test_a_finding_of_ones_own_opens_a_review(rep):
    place = rep.post("/reviews", data={"finding": "展会线索没人回"}).headers["Location"]
    assert "展会线索没人回" in rep.get(place).text
    assert rep.post("/reviews", data={"finding": " "}).status_code == 409
    wrong = rep.post(place, data={"due": "2026-13-45", "cause": "没排班"})
    assert wrong.status_code == 409 and "2026-13-45" in wrong.text and "没排班" in wrong.text
    assert [rep.post(place, data={"due": day}).status_code for day in ("0001-01-01", "9999-12-31")] == [303, 303]


def test_alerts_say_how_they_stand(found, manager):
    page = manager.get("/alerts").text
    assert "两周闭环率预警" in page and "闭环率没有达到（目标：不低于 80.0%）" in unwrapped(page)
    assert "超线" in page and "闭环率 0.0%" in unwrapped(page) and 'href="/reviews/' in page
    assert 'href="/alerts"' in manager.get("/reports").text


def test_a_muted_alert_reads_on_and_opens_nothing(office, manager):
    office.submit("lin.xiaowen", company="苏州恒锐", source="fair")
    workspace = office.workspace
    with workspace.database.reading() as connection:
        catalog = workspace.catalog(connection)
    alerts.sweep(workspace.database, catalog, office.now)
    for each in ("lead_closure_below_80", "lead_weekly_loss_points", "lead_conversion_falls", "lead_forecast_short"):
        assert manager.post(f"/alerts/{each}/muting", data={"days": "30"}).status_code == 303
    office.now += timedelta(days=21)
    alerts.sweep(workspace.database, catalog, office.now)
    page = manager.get("/alerts").text
    assert "静音到" in page and "闭环率 0.0%" in unwrapped(page) and "/reviews/" not in page
    assert manager.post("/alerts/lead_closure_below_80/hearing").status_code == 303
    office.now += timedelta(days=7)
    alerts.sweep(workspace.database, catalog, office.now)
    assert 'href="/reviews/' in manager.get("/alerts").text


def test_only_whose_matter_it_is_sees_and_mutes(found, rep):
    assert "两周闭环率预警" not in rep.get("/alerts").text
    assert rep.post("/alerts/lead_closure_below_80/muting", data={"days": "7"}).status_code == 404


def unwrapped(page: str) -> str:
    """Without the marks that hold numbers together."""
    return page.replace('<span class="nowrap">', "").replace("</span>", "")
