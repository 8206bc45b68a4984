"""The turns of a rule as they are stored: people come, go, are on leave and come back, and it stays fair."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts import absences, people
from flows import assignment
from tests.flows.workshop import POOL, Workshop

IN_TURN = "rules: [{id: all, who: {role: fitter}}]" + POOL
CREW = ("ann", "bo", "cai", "dan", "eve")
DAY = timedelta(days=1)


@pytest.fixture
def shop(open_shop) -> Workshop:
    shop = open_shop(routing=IN_TURN)
    for login in CREW:
        shop.hire(login)
    return shop


def given_out(shop: Workshop, n: int = 1, *, in_one_call: bool = False) -> list[int]:
    """Who gets the next records."""
    records = shop.tickets([{"site": "press"}] * n)
    if in_one_call:
        return [one.owner for one in assignment.route_these(shop.work, "ticket", records)]
    return [assignment.route_record(shop.work, "ticket", record).owner for record in records]


def is_fair(owners: list[int], members: set[int]) -> bool:
    counts = Counter(owners)
    return all(abs(counts[a] - counts[b]) <= 1 for a, b in combinations(sorted(members), 2))


# What happens between records: somebody pauses, comes back, leaves or is hired again.
happenings = st.lists(
    st.one_of(st.integers(1, 6), st.tuples(st.sampled_from(CREW), st.sampled_from(["pause", "leave"]))),
    min_size=1,
    max_size=10,
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(happenings, st.booleans())
def test_equals_stay_within_one_whoever_comes_and_goes(shop: Workshop, happenings: list, in_one_call: bool):
    savepoint = shop.connection.begin_nested()
    try:
        got, there = [], []  # who got each record, and who was there
        present = {shop.id(login) for login in CREW}
        for each in happenings:
            if isinstance(each, int):
                owners = given_out(shop, each, in_one_call=in_one_call)
                got += owners
                there += [set(present)] * each
            elif len(present) > 1 or shop.id(each[0]) not in present:
                _turn(shop, present, *each)
        for start in range(len(got)):
            for end in range(start + 1, len(got) + 1):
                assert is_fair(got[start:end], set.intersection(*there[start:end]))
    finally:
        savepoint.rollback()


def _turn(shop: Workshop, present: set[int], login: str, how: str) -> None:
    """The one who is there goes, the one who is not comes back."""
    person, gone = shop.id(login), shop.id(login) not in present
    if how == "pause":
        people.change(shop.work, person, paused=not gone)
        people.reactivate(shop.work, person) if gone else None
    elif gone:
        people.reactivate(shop.work, person)
        people.change(shop.work, person, paused=False)
    else:
        people.deactivate(shop.work, person)
    present ^= {person}


def test_who_was_on_leave_does_not_catch_up(shop: Workshop):
    given_out(shop, 5)
    today = shop.work.now.date()
    absences.add(shop.work, shop.id("ann"), today, today + 3 * DAY)
    away = given_out(shop, 20)
    assert shop.id("ann") not in away and is_fair(away, {shop.id(login) for login in CREW[1:]})
    shop.work = replace(shop.work, now=shop.work.now + 5 * DAY)
    assert Counter(given_out(shop, 10)) == {shop.id(login): 2 for login in CREW}


def test_who_is_hired_begins_level(shop: Workshop):
    given_out(shop, 25)
    shop.hire("fay")
    assert Counter(given_out(shop, 12)) == {shop.id(login): 2 for login in (*CREW, "fay")}


def test_turns_outlive_the_transaction(shop: Workshop):
    first = given_out(shop, 3)
    second = given_out(shop, 2, in_one_call=True)
    assert len({*first, *second}) == 5


def test_turns_of_one_rule_are_not_those_of_another(open_shop):
    two = "rules: [{id: press, when: \"site = 'press'\", who: {role: fitter}}, {id: rest, who: {role: fitter}}]" + POOL
    shop = open_shop(routing=two)
    for login in CREW[:2]:
        shop.hire(login)
    assert given_out(shop) == [shop.id("ann")]
    paint = shop.ticket(site="paint")
    assert assignment.route_record(shop.work, "ticket", paint).owner == shop.id("ann")
    assert given_out(shop) == [shop.id("bo")]


def test_a_record_given_by_hand_takes_nobodys_turn(shop: Workshop):
    assert given_out(shop) == [shop.id("ann")]
    assignment.assign(shop.work, "ticket", shop.ticket(site="press"), to=shop.id("bo"))
    assert given_out(shop) == [shop.id("bo")]
