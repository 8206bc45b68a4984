"""What a person watches is a list of its own, and narrows every other list."""

import pytest

from forms import ListQuery
from records import watchers


@pytest.fixture
def two(office):
    """Leads of which 陈立群 watches the first, and somebody else the second."""
    first = office.submit(company="苏州恒锐", budget=800000)
    second = office.submit(company="宁波海晟", budget=90000)
    office.client_for("chen.liqun").post(f"/records/lead/{first}/watching")
    office.client_for("lin.xiaowen").post(f"/records/lead/{second}/watching")
    return first, second


def test_what_one_watches_is_a_tab_of_ones_own(two, manager):
    assert "/records/lead?watched=1" in manager.get("/records/lead").text
    page = manager.get("/records/lead?watched=1").text
    assert "苏州恒锐" in page and "宁波海晟" not in page
    assert page.count('aria-current="page"') >= 1 and "我关注的" in page


def test_nobody_who_watches_nothing_sees_the_tab(office, two):
    assert "watched=1" not in office.client_for("deng.kai").get("/records/lead").text
    assert "我关注的" not in office.client_for("deng.kai").get("/records/lead/tabs").text


def test_watched_narrows_as_any_other_condition(two, manager):
    page = manager.get("/records/lead?view=lead_all&watched=1&f=budget:at_most:100000").text
    assert "苏州恒锐" not in page and "宁波海晟" not in page
    asked = ListQuery.from_args("lead", {"watched": "1", "view": "lead_all"})
    assert ListQuery.from_args("lead", dict(asked.to_args())) == asked


def test_it_can_be_kept_under_a_name(two, manager):
    asked = "watched=1&f=budget:at_least:100000"
    place = manager.post(f"/records/lead/views/new?{asked}", data={"name": "盯着的大单"}).headers["Location"]
    page = manager.get(place).text
    assert "盯着的大单" in page and "苏州恒锐" in page and "宁波海晟" not in page


def test_who_stops_watching_is_told_where_it_would_stand(office, two, manager):
    manager.post(f"/records/lead/{two[0]}/watching/end")
    assert "你关注的" in manager.get("/records/lead?watched=1").text
    with office.work("chen.liqun") as work:
        assert not watchers.watches_any(work.connection, "lead", work.actor.person_id)


def test_it_lays_out_and_exports_like_every_list(two, manager):
    assert "宁波海晟" not in manager.get("/records/lead?watched=1&as=kanban&lanes=stage").text
    told = manager.get("/records/lead/export.csv?watched=1").get_data(as_text=True)
    assert "苏州恒锐" in told and "宁波海晟" not in told
