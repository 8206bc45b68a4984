"""Reports in the background as pages: asked from a report, watched, stopped, read with the time of their making."""

from threading import Event

import pytest

from jobs import work_long
from records import TookTooLong, report_runs

REPORT = "/reports/lead_source_conversion"
PART = {"HX-Request": "true"}


@pytest.fixture
def leads(office):
    """Two leads from a fair."""
    for company in ("苏州恒锐", "常州同启"):
        office.submit("lin.xiaowen", company=company, source="fair")


def work_off(office):
    work_long(office.workspace, lambda: office.now, Event())


def asked(client, **params):
    return client.post(f"{REPORT}/runs", data=params).headers["Location"]


@pytest.fixture
def slow(monkeypatch):
    """No report is answered while a page waits."""

    def stopped(*_, **__):
        raise TookTooLong("refused.took_too_long", seconds="20")

    monkeypatch.setattr("reports.run", stopped)
    monkeypatch.setattr("reports.run_together", stopped)


def test_a_report_that_takes_long_moves_into_the_background(office, admin, leads, slow):
    moved = admin.get(f"{REPORT}?since=2026-11-01")
    assert moved.status_code == 303
    page = admin.get(moved.headers["Location"]).text
    assert "已转到后台继续" in page and "排队中" in page and "停止计算" in page
    with office.work() as work:
        assert report_runs.find(work.connection, 1).params == {"since": "2026-11-01"}


def test_the_part_of_a_page_is_sent_there_too(admin, leads, slow):
    moved = admin.get(REPORT, headers=PART)
    assert moved.headers["HX-Redirect"].startswith("/reports/runs/1")


def test_a_tile_that_takes_long_offers_the_background(admin, leads, slow):
    part = admin.get("/dashboards/lead_war_room/tiles/lead_funnel?since=2026-11-01").text
    assert 'action="/reports/lead_funnel/runs"' in part and 'name="since" value="2026-11-01"' in part


def test_the_answer_says_when_it_was_made(office, admin, leads):
    place = asked(admin)
    work_off(office)
    page = admin.get(place).text
    assert "这是截至 2026-11-24 10:18 的结果" in page and "展会" in page
    assert f'href="{REPORT}/records?cell=leads%3Bsource%3Dfair"' in page


def test_progress_asks_again_until_the_answer_is_there(office, admin, leads):
    place = asked(admin)
    assert f'hx-get="{place}?part=1"' in admin.get(f"{place}?part=1", headers=PART).text
    work_off(office)
    assert admin.get(f"{place}?part=1", headers=PART).headers["HX-Redirect"] == place


def test_a_run_is_stopped_and_asked_again(office, admin, leads):
    place = asked(admin, since="2026-11-01")
    admin.post(f"{place}/cancellation")
    page = admin.get(place).text
    assert "已停止" in page and 'name="since" value="2026-11-01"' in page
    work_off(office)
    assert "已停止" in admin.get(place).text


def test_the_answer_comes_as_a_file(office, admin, leads):
    place = asked(admin)
    work_off(office)
    assert "展会,2" in admin.get(f"{place}/export.csv").text
    assert admin.get(f"{place}/export.json").json["total"] == 1


def test_nobody_else_sees_or_stops_a_run(office, admin, manager, leads):
    place = asked(admin)
    answers = [
        manager.get(place),
        manager.post(f"{place}/cancellation"),
        manager.get(f"{place}/export.csv"),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert "lead_source" not in manager.get("/reports/runs").text


def test_one_s_runs_are_listed(office, admin, leads):
    place = asked(admin)
    page = admin.get("/reports/runs").text
    assert f'href="{place}"' in page and "排队中" in page
    assert 'href="/reports/runs"' in admin.get("/reports").text


def test_an_unknown_report_is_not_asked(admin):
    assert admin.post("/reports/nothing/runs").status_code == 404
    assert admin.get("/reports/runs/99").status_code == 404


def test_a_changed_report_shows_no_old_answer(office, admin, leads):
    place = asked(admin)
    work_off(office)
    with office.work() as work:
        report_runs.change(work.connection, 1, statement="another")
    assert "不再显示" in admin.get(place).text
    assert admin.get(f"{place}/export.csv").status_code == 409
