"""Candidates are weighed by several measures; the score is made of what is kept beside it, and of nothing else."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.measures import History
from flows.measures.rates import Cases
from flows.routing import STRATEGIES, Candidate, Choice, Ranked, Rotation, Workload
from flows.routing.best_match import by_score, score_of
from rules import Env
from tests.flows.workshop import POOL, catalog_of, problems_of

NOW = Env(datetime(2026, 11, 24, 2, 18, tzinfo=UTC), "Asia/Shanghai")
ANN, BO, CAI = (
    Candidate(1, "ann", attributes={"skills": ["electric"], "years": 2}),
    Candidate(2, "bo", attributes={"skills": ["electric", "hydraulic"], "years": 8}),
    Candidate(3, "cai", attributes={"skills": "hydraulic", "years": "many"}),
)
PEOPLE = (ANN, BO, CAI)


def written(*criteria: str) -> str:
    each = ", ".join(f"{{{one}}}" for one in criteria)
    how = f"{{strategy: best_match, criteria: [{each}]}}"
    return f"rules: [{{id: all, who: {{role: fitter}}, how: {how}, limits: {{open: 10}}}}]" + POOL


def ranked(*criteria: str, values=None, loads=None, history=None, people=PEOPLE) -> list[Ranked]:
    rule = catalog_of(routing=written(*criteria)).get("routing", "ticket_routing").rules[0]
    options, workload = rule.how.options, Workload(loads or {})
    known = Choice(people, Rotation(), workload, options, rule.limits, values or {}, history or History(), NOW)
    return STRATEGIES.get("best_match")().order(known)


def parts_of(found: list[Ranked], person: Candidate) -> list:
    return [list(part) for one in found if one.person == person.id for part in one.parts]


def rates(**of: tuple[int, int]) -> Cases:
    cases = Cases()
    for login, (good, n) in of.items():
        person = next(each.id for each in PEOPLE if each.login == login)
        cases.add(person, good, good=True)
        cases.add(person, n - good, good=False)
    return cases


def test_room_is_what_is_left_of_the_limit():
    found = ranked("measure: load", loads={1: 8, 2: 2, 3: 5})
    assert [one.person for one in found] == [2, 3, 1]
    assert [one.score for one in found] == [80.0, 50.0, 20.0]


def test_tags_are_the_share_of_what_is_wanted():
    found = ranked("measure: tags, person: skills, record: [trade]", values={"trade": "hydraulic"})
    assert [(one.person, one.score) for one in found] == [(2, 100.0), (3, 100.0), (1, 0.0)]


def test_what_says_nothing_of_anybody_weighs_nothing():
    both = ("measure: tags, weight: 9, person: skills, record: [trade]", "measure: load")
    found = ranked(*both, loads={1: 8, 2: 2, 3: 5})
    assert found[0].score == 80.0
    assert parts_of(found, BO) == [[None, 0, None], [2.0, 10, 0.8]]


def test_an_attribute_that_is_no_number_counts_nothing():
    found = ranked("measure: attribute, person: years")
    assert [(one.person, one.score) for one in found] == [(2, 100.0), (1, 25.0), (3, 0.0)]


def test_few_cases_do_not_decide():
    history = History({"win_rate": rates(ann=(1, 1), bo=(30, 60), cai=(10, 40))})
    found = ranked("measure: win_rate, prior: 10", history=history)
    assert [one.person for one in found] == [2, 1, 3]
    assert parts_of(found, ANN)[0][:2] == [round((1 + 10 * 41 / 101) / 11, 4), 1]


def test_who_has_no_case_has_the_average():
    history = History({"win_rate": rates(ann=(3, 4), bo=(1, 4))})
    assert parts_of(ranked("measure: win_rate", history=history), CAI)[0][:2] == [0.5, 0]


def test_who_is_faster_fits_better():
    history = History({"response_time": {1: [30.0] * 20, 2: [60.0] * 20, 3: [15.0] * 20}})
    found = ranked("measure: response_time, prior: 0", history=history)
    assert [(one.person, one.score) for one in found] == [(3, 100.0), (1, 50.0), (2, 25.0)]


def test_weights_decide_between_criteria():
    both = ("measure: load, weight: {}", "measure: attribute, weight: {}, person: years")
    light = [one.format(*weights) for one, weights in zip(both, ((1,), (9,)), strict=True)]
    heavy = [one.format(*weights) for one, weights in zip(both, ((9,), (1,)), strict=True)]
    loads = {1: 1, 2: 9, 3: 9}
    assert ranked(*light, loads=loads)[0].person == 2
    assert ranked(*heavy, loads=loads)[0].person == 1


def test_equals_go_to_the_longest_waiting():
    rule = catalog_of(routing=written("measure: load")).get("routing", "ticket_routing").rules[0]
    strategy, rotation, got = STRATEGIES.get("best_match")(), Rotation(), []
    for _ in range(4):
        first = strategy.order(Choice(PEOPLE, rotation, Workload(), rule.how.options, rule.limits))[0]
        strategy.give(PEOPLE[first.person - 1], rotation, rule.how.options)
        got.append(first.person)
    assert got == [1, 2, 3, 1]


@given(
    st.lists(st.integers(0, 12), min_size=3, max_size=3),
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=3, max_size=3),
    st.sampled_from([None, "electric", "hydraulic"]),
)
def test_stored_parts_give_the_order_again(loads: list, closed: list, trade: str | None):
    skills = "measure: tags, person: skills, record: [trade]"
    criteria = ("measure: win_rate, weight: 3", "measure: load, weight: 2", skills)
    cases = rates(**{each.login: (won, won + lost) for each, (won, lost) in zip(PEOPLE, closed, strict=True)})
    values = {"trade": trade}
    found = ranked(*criteria, values=values, loads=dict(enumerate(loads, 1)), history=History({"win_rate": cases}))
    options = catalog_of(routing=written(*criteria)).get("routing", "ticket_routing").rules[0].how.options
    stored = [Ranked(*one.as_json()) for one in found]
    again = sorted((one._replace(score=score_of(options.all, one.parts)) for one in stored), key=by_score)
    assert [one.person for one in again] == [one.person for one in found]
    assert [one.score for one in again] == [one.score for one in found]


@pytest.mark.parametrize(
    ("criterion", "path", "code"),
    [
        ("measure: win_rat", "measure", "unknown_measure"),
        ("measure: win_rate, ovr: 30 days", "ovr", "unknown_measure_option"),
        ("measure: win_rate, over: soonish", "over", "not_a_duration"),
        ("measure: win_rate, prior: many", "prior", "wrong_type"),
        ("measure: segment_win_rate", "", "missing_key"),
        ("measure: segment_win_rate, by: [sit]", "by[0]", "rule"),
        ("measure: segment_win_rate, by: [units]", "by[0]", "rule_type"),
        ("measure: segment_win_rate, by: ['created_at > now - 3d']", "by[0]", "segment_moves"),
        ("measure: tags, person: skills, record: [trde]", "record[0]", "unknown_field"),
        ("measure: tags, record: [trade]", "", "missing_key"),
        ("measure: response_time, take: middle", "take", "not_one_of"),
    ],
)
def test_what_is_wrong_with_a_criterion_is_told(criterion: str, path: str, code: str):
    at = "rules.all.how.criteria[0]" + (path if path.startswith("[") else f".{path}" if path else "")
    assert problems_of(routing=written(criterion)) == {at: code}


def test_criteria_have_to_be_given():
    routing = "rules: [{id: all, who: {role: fitter}, how: best_match}]" + POOL
    assert problems_of(routing=routing) == {"rules.all.how": "missing_key"}
