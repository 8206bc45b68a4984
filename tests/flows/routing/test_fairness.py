"""Rotation is fair whatever happens around it: property tests of the strategies."""

from collections import Counter
from datetime import UTC, datetime
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from flows.routing import STRATEGIES, Candidate, Choice, Desk, Rotation, Staff, Standing, Workload
from rules import Env
from tests.flows.workshop import POOL, catalog_of

ENV = Env(datetime(2026, 11, 24, tzinfo=UTC))
WEIGHTS = (1, 2, 3, 1, 2)
PEOPLE = tuple(
    Candidate(id, f"p{id}", role="fitter", attributes={"weight": weight}) for id, weight in enumerate(WEIGHTS, 1)
)
presences = st.lists(st.sets(st.sampled_from(PEOPLE), min_size=1), min_size=1, max_size=60)


def given_out(how: str, present: list, loads: Workload | None = None) -> list[int]:
    """Who got each record when only these people were there."""
    strategy, rotation, workload, got = STRATEGIES.get(how)(), Rotation(), loads or Workload(), []
    for people in present:
        first = strategy.order(Choice(tuple(people), rotation, workload))[0]
        person = next(each for each in people if each.id == first.person)
        strategy.give(person, rotation, {})
        workload.give(person.id)
        got.append(person.id)
    return got


@given(presences, st.data())
def test_round_robin_keeps_equals_within_one(present: list, data: st.DataObject):
    got = given_out("round_robin", present)
    start = data.draw(st.integers(0, len(got) - 1))
    end = data.draw(st.integers(start + 1, len(got)))
    always = [person.id for person in PEOPLE if all(person in people for people in present[start:end])]
    counts = Counter(got[start:end])
    assert all(abs(counts[a] - counts[b]) <= 1 for a, b in combinations(always, 2))


def test_who_comes_back_does_not_catch_up():
    everybody, without_one = set(PEOPLE), set(PEOPLE[1:])
    got = given_out("round_robin", [everybody] * 5 + [without_one] * 40 + [everybody] * 10)
    assert Counter(got[45:])[1] == 2


def test_a_newcomer_does_not_reset_the_round():
    four = set(PEOPLE[:4])
    got = given_out("round_robin", [four] * 6 + [set(PEOPLE)] * 5)
    assert sorted(got[6:11]) == [1, 2, 3, 4, 5]


def test_weights_are_kept_over_a_round():
    assert Counter(given_out("weighted", [set(PEOPLE)] * 90)) == {1: 10, 2: 20, 3: 30, 4: 10, 5: 20}


def test_weighted_does_not_catch_up_either():
    everybody, without = set(PEOPLE), set(PEOPLE) - {PEOPLE[2]}
    got = given_out("weighted", [everybody] * 9 + [without] * 60 + [everybody] * 9)
    assert Counter(got[69:])[3] <= 4


@given(st.lists(st.integers(0, 9), min_size=5, max_size=5), st.integers(1, 40))
def test_least_loaded_always_gives_to_the_least(loads: list[int], n: int):
    workload = Workload(dict(enumerate(loads, 1)))
    expected = Workload(dict(enumerate(loads, 1)))
    for person in given_out("least_loaded", [set(PEOPLE)] * n, workload):
        assert expected.open(person) == min(expected.open(each.id) for each in PEOPLE)
        expected.give(person)


def test_equal_loads_go_to_the_longest_waiting():
    assert given_out("least_loaded", [set(PEOPLE)] * 5) == [1, 2, 3, 4, 5]


@given(st.permutations(PEOPLE), st.sampled_from(STRATEGIES.names()))
def test_the_order_of_candidates_does_not_matter(people: list, how: str):
    ranked = STRATEGIES.get(how)().order(Choice(tuple(people), Rotation({1: 3.0, 2: 1.0}), Workload({3: 2})))
    assert ranked == STRATEGIES.get(how)().order(Choice(PEOPLE, Rotation({1: 3.0, 2: 1.0}), Workload({3: 2})))


@given(st.integers(1, 6), st.integers(1, 40))
def test_a_limit_is_never_passed(limit: int, n: int):
    text = f"rules: [{{id: all, who: {{role: fitter}}, limits: {{open: {limit}}}}}]" + POOL
    routing = catalog_of(routing=text).get("routing", "ticket_routing")
    desk = Desk(routing.router, Staff(PEOPLE), Standing(), ENV)
    owners = []
    for _ in range(n):
        decision = desk.decide({})
        desk.give(decision, {})
        owners.append(decision.owner)
    counts = Counter(owner for owner in owners if owner is not None)
    assert max(counts.values()) <= limit
    assert len(owners) - owners.count(None) == min(n, limit * len(PEOPLE))
