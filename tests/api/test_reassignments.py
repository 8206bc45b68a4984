"""Hand-overs as programs take them back."""

import pytest

from tests.api.conftest import LEADS, codes
from tests.api.test_moves import HERS
from tests.api.test_openapi import DOC, fits

ACTS = "/api/v1/reassignments"
TO_HIM = {"to": "zhao.qihang", "reason": "他跟过这家集团"}


@pytest.fixture
def hers(create, rep) -> str:
    """The address of a record that 林晓雯 was given and took."""
    place = f"{LEADS}/{create(**HERS)['id']}"
    rep.post(f"{place}/assignment", {"accept": True})
    return place


@pytest.fixture
def act(rep, hers) -> str:
    """The address of the act by which she handed it on."""
    return f"{ACTS}/{rep.post(f'{hers}/assignment', TO_HIM).json['reassignment']}"


@pytest.fixture
def him(office):
    """赵启航's program."""
    return office.caller("zhao.qihang")


def owner(caller, place):
    return caller.get(place).json["owner"]["name"]


def test_a_hand_over_is_taken_back(rep, manager, hers, act):
    assert owner(manager, hers) == "赵启航"
    back = rep.post(f"{act}/undoing")
    assert (back.status_code, back.json["taken_back"], back.json["left"]) == (200, 1, [])
    assert owner(rep, hers) == "林晓雯"


def test_what_was_put_into_a_pool_is_taken_back(manager, hers):
    put = manager.post(f"{hers}/assignment", {"pool": "lead_pool"}).json
    assert (put["owner"], put["pool"]) == (None, "lead_pool")
    assert manager.post(f"{ACTS}/{put['reassignment']}/undoing").json["taken_back"] == 1
    assert owner(manager, hers) == "林晓雯"


def test_what_was_claimed_since_stays_and_says_why(office, manager, him, hers):
    put = manager.post(f"{hers}/assignment", {"pool": "lead_pool"}).json
    him.post(f"{hers}/assignment", {"claim": True})
    refused = manager.post(f"{ACTS}/{put['reassignment']}/undoing")
    assert codes(refused) == {None: "all_stays"} and "changed hands" in refused.json["errors"][0]["message"]
    assert owner(him, hers) == "赵启航"


def test_what_was_accepted_since_stays_and_says_why(office, rep, him, hers, act):
    office.passes(minutes=1)
    him.post(f"{hers}/assignment", {"accept": True})
    refused = rep.post(f"{act}/undoing")
    assert (refused.status_code, codes(refused)) == (409, {None: "all_stays"})
    assert "赵启航 has accepted it" in refused.json["errors"][0]["message"]
    assert owner(him, hers) == "赵启航" and rep.get(act).json["undone_at"] is None


def test_nothing_is_taken_back_twice(rep, act):
    rep.post(f"{act}/undoing", key="once")
    assert rep.post(f"{act}/undoing", key="once").headers["Idempotency-Replayed"] == "true"
    assert codes(rep.post(f"{act}/undoing")) == {None: "undone"}


def test_an_act_says_what_it_was(rep, act):
    told = rep.get(act).json
    assert (told["by"]["name"], told["records"], told["reason"]) == ("林晓雯", 1, "他跟过这家集团")
    rep.post(f"{act}/undoing")
    assert rep.get(act).json["undone_by"]["name"] == "林晓雯"


def test_an_act_of_somebody_else_is_not_there(him, act):
    assert him.get(act).status_code == him.post(f"{act}/undoing").status_code == 404
    assert him.get(f"{ACTS}/x").status_code == him.post(f"{ACTS}/4711/undoing").status_code == 404


def test_who_answers_for_herself_gets_nothing_to_take_back(rep, hers):
    assert (
        "reassignment" not in rep.post(f"{hers}/assignment", {"refuse": True, "choice": "other", "reason": "休假"}).json
    )


def test_answers_hold_to_the_description(admin, hers):
    doc = admin.get(DOC).json
    given = admin.post(f"{hers}/assignment", TO_HIM).json
    fits(doc, "HandedOn", given)
    fits(doc, "Reassignment", admin.get(f"{ACTS}/{given['reassignment']}").json)
    fits(doc, "ReassignmentUndone", admin.post(f"{ACTS}/{given['reassignment']}/undoing").json)
