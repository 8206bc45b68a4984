"""Teams and their boards, as programs read and arrange them."""

import pytest

from tests.api.conftest import LEADS, codes
from tests.api.test_moves import HERS
from tests.api.test_openapi import DOC, fits

TEAMS = "/api/v1/teams"


@pytest.fixture
def east(office):
    """The team of 林晓雯."""
    return office.people["lin.xiaowen"].team


@pytest.fixture
def overdue(office, create, rep):
    """A record of hers whose first call is late."""
    made = create(**HERS)
    rep.post(f"{LEADS}/{made['id']}/assignment", {"accept": True})
    office.passes(hours=7)
    return made


def test_a_board_says_what_stands_still_and_who_carries_how_much(office, manager, east, overdue):
    told = manager.get(f"{TEAMS}/{east}/board").json
    watch = next(one for one in told["watches"] if one["id"] == "overdue")
    assert (watch["count"], watch["records"][0]["record"]) == (1, overdue["id"]) and watch["records"][0]["why"]
    hers = next(one for one in told["load"] if one["person"]["name"] == "林晓雯")
    assert (hers["open"], hers["limit"], hers["overdue"]) == (1, 30, 1)


def test_owners_are_reminded_of_what_waits(manager, rep, east, overdue):
    place = f"{TEAMS}/{east}/board/reminders"
    assert manager.post(place, {"watch": "overdue"}).json == {"reminded": 1}
    assert rep.get("/api/v1/notifications").json["notifications"][0]["kind"] == "reminder"
    assert (
        manager.post(place, {"watch": "overdue", "records": [{"form": "lead", "record": 4711}]}).json["reminded"] == 0
    )
    assert codes(manager.post(place, {"watch": "nope"})) == {"watch": "not_among"}


def test_a_rep_has_no_board_and_nobody_one_of_others(office, rep, manager, admin, east):
    assert rep.get(f"{TEAMS}/{east}/board").status_code == 404
    assert rep.post(f"{TEAMS}/{east}/board/reminders", {"watch": "overdue"}).status_code == 404
    assert manager.get(f"{TEAMS}/4711/board").status_code == 404


def test_teams_are_made_and_put_in_order(office, admin, east):
    made = admin.post(TEAMS, {"key": "north", "label": {"zh": "华北", "en": "North"}, "superior": "chen.liqun"})
    assert (made.status_code, made.json["label"]) == (201, "North"), made.text
    assert made.json["superior"] == office.id("chen.liqun")
    place = made.headers["Location"]
    moved = admin.patch(place, {"parent": east}).json
    assert (moved["parent"], moved["label"]) == (east, "North")
    assert codes(admin.post(TEAMS, {"key": "north", "label": "x"})) == {"key": "team_key_taken"}
    assert codes(admin.patch(place, {"parent": 4711})) == {"parent": "unknown"}
    assert codes(admin.patch(place, {"parent": made.json["id"]})) == {"parent": "team_below_itself"}
    assert admin.patch(f"{TEAMS}/4711", {"label": "x"}).status_code == 404


def test_only_who_arranges_people_makes_teams(manager, east):
    assert manager.post(TEAMS, {"key": "x", "label": "x"}).status_code == 403
    assert manager.patch(f"{TEAMS}/{east}", {"label": "x"}).status_code == 403


def test_answers_hold_to_the_description(admin, east, overdue):
    doc = admin.get(DOC).json
    fits(doc, "Board", admin.get(f"{TEAMS}/{east}/board").json)
    fits(doc, "Team", admin.patch(f"{TEAMS}/{east}", {"label": "East"}).json)
