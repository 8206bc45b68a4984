"""Who gets a record and why: the pure core, no database."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from flows.routing import Candidate, RoutingDecision, Staff, Standing, Workload, route
from rules import Env
from tests.flows.workshop import POOL, catalog_of

NOW = datetime(2026, 11, 24, 2, 18, tzinfo=UTC)
ENV = Env(NOW, "Asia/Shanghai")
ANN, BO, CAI, CHIEF = 1, 2, 3, 9


def fitter(id: int, login: str, **more: Any) -> Candidate:
    return Candidate(id, login, login.capitalize(), "fitter", ("press", "plant"), superiors=(CHIEF,), **more)


STAFF = Staff(
    (fitter(ANN, "ann"), fitter(BO, "bo"), fitter(CAI, "cai"), Candidate(CHIEF, "chief", role="chief")),
    superiors={"press": (CHIEF,), "paint": ()},
)


def decide(rules: str, values: dict[str, Any] | None = None, *, staff: Staff = STAFF, rest: str = POOL, **more: Any):
    routing = catalog_of(routing=rules + rest).get("routing", "ticket_routing")
    standing = more.pop("standing", None) or Standing()
    return route(routing, values or {}, staff, standing, ENV, **more)


def one(who: str = "{role: fitter}", **more: str) -> str:
    extra = "".join(f", {name}: {value}" for name, value in more.items())
    return f"rules: [{{id: all, who: {who}{extra}}}]"


def with_(staff: Staff, id: int, **changes: Any) -> Staff:
    return replace(staff, people=tuple(replace(p, **changes) if p.id == id else p for p in staff.people))


def codes(decision: RoutingDecision) -> dict[int, str]:
    return {each.person: each.reason.code.rsplit(".", 1)[-1] for each in decision.excluded}


def test_the_first_rule_that_holds_decides():
    rules = """rules:
  - {id: paint, when: "site = 'paint'", who: {people: [ann]}}
  - {id: press, when: "site = 'press'", who: {people: [bo]}}
  - {id: rest, who: {people: [cai]}}"""
    found = decide(rules, {"site": "press"})
    assert (found.rule, found.owner, found.to) == ("press", BO, "owner")
    assert found.passed_rules == (("paint", "not_met"),)


def test_an_empty_value_meets_no_condition():
    assert decide('rules: [{id: big, when: "loss > 5", who: {role: fitter}}]').to == "pool"


def test_a_rule_that_finds_nobody_asks_the_next():
    rules = """rules:
  - {id: seniors, who: {role: fitter, match: "person.level = 'senior'"}}
  - {id: rest, who: {role: fitter}}"""
    found = decide(rules)
    assert (found.rule, found.passed_rules) == ("rest", (("seniors", "nobody_left"),))


def test_a_rule_with_its_own_else_ends_there():
    rules = "rules: [{id: none, who: {people: [nobody]}, else: {person: bo}}, {id: rest, who: {role: fitter}}]"
    found = decide(rules)
    assert (found.owner, found.rule, found.strategy) == (BO, "none", None)


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("{team: press}", {ANN, BO, CAI}),
        ("{team: plant}", {ANN, BO, CAI}),
        ("{team: paint}", set()),
        ("{role: chief}", {CHIEF}),
        ("{people: [ann, cai]}", {ANN, CAI}),
        ("{team: press, people: [ann, chief]}", {ANN}),
    ],
)
def test_team_role_and_names_narrow(who: str, expected: set[int]):
    assert {ranked.person for ranked in decide(one(who)).candidates} == expected


def test_match_holds_people_against_the_record():
    staff = with_(with_(STAFF, BO, attributes={"trades": ["electric"]}), CAI, attributes={"trades": ["hydraulic"]})
    found = decide(one('{role: fitter, match: "person.trades contains trade"}'), {"trade": "electric"}, staff=staff)
    assert (found.owner, codes(found)) == (BO, {ANN: "no_match", CAI: "no_match"})


def test_an_attribute_of_the_wrong_sort_excludes_visibly():
    staff = with_(STAFF, BO, attributes={"months": "many"})
    found = decide(one('{people: [bo], match: "person.months >= 6"}'), staff=staff)
    assert (found.to, codes(found)) == ("pool", {BO: "unusable_attribute"})


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"active": False}, "inactive"),
        ({"paused": True}, "paused"),
        ({"away_until": NOW}, "on_leave"),
    ],
)
def test_who_is_not_there_is_left_out(changes: dict[str, Any], code: str):
    found = decide(one(), staff=with_(STAFF, ANN, **changes))
    assert (found.owner, codes(found)) == (BO, {ANN: code})


def test_limits_leave_out_who_is_full():
    standing = Standing(Workload({ANN: 5, BO: 2}, {BO: 3}))
    found = decide(one(limits="{open: 5, per_day: 3}"), standing=standing)
    assert (found.owner, codes(found)) == (CAI, {ANN: "open_limit", BO: "day_limit"})
    assert found.excluded[0].reason.params == {"open": 5, "limit": 5}


def test_who_refused_before_is_not_asked_again():
    found = decide(one(), refused={ANN, BO})
    assert (found.owner, codes(found)) == (CAI, {ANN: "refused_before", BO: "refused_before"})


def test_the_runner_up_is_remembered():
    assert decide(one()).runner_up == BO


def test_else_may_be_the_superior_of_a_team():
    found = decide("rules: []", rest="\nelse: {superior_of: press}\n")
    assert (found.owner, found.reason.code) == (CHIEF, "routing.to.superior_of")


def test_else_may_be_a_person():
    assert decide("rules: []", rest="\nelse: {person: cai}\n").owner == CAI


def test_where_the_last_person_left_their_superior_gets_it():
    staff = with_(STAFF, CAI, active=False)
    assert decide("rules: []", rest="\nelse: {person: cai}\n", staff=staff).owner == CHIEF


def test_where_nobody_is_left_a_pool_takes_it():
    found = decide("rules: []", rest=POOL.replace("else: {pool: waiting}", "else: {superior_of: paint}"))
    assert (found.to, found.pool, found.reason.code) == ("pool", "waiting", "routing.to.pool_instead")


def test_at_the_very_last_nobody_is_said_aloud():
    found = decide("rules: []", rest="\nelse: {superior_of: paint}\n")
    assert (found.to, found.owner, found.pool, found.reason.code) == ("nobody", None, None, "routing.to.nobody")


def test_values_seen_are_kept():
    rules = 'rules: [{id: a, when: "stopped", who: {match: "person.trades contains trade"}}]'
    found = decide(rules, {"trade": "electric", "loss": 3})
    assert found.seen == {"stopped": None, "trade": "electric"}


def test_a_decision_changes_nothing():
    standing = Standing()
    decide(one(), standing=standing)
    assert (standing.workload.open(ANN), standing.changed_rotations()) == (0, [])


def test_a_decision_becomes_json():
    found = decide(one(limits="{open: 5}"), staff=with_(STAFF, CAI, paused=True)).as_json()
    assert found["candidates"] == [[ANN, 0, 0, 0.0], [BO, 0, 0, 0.0]]
    assert found["excluded"] == [[CAI, {"code": "routing.excluded.paused", "params": {}}, "all"]]
    assert (found["limits"], found["runner_up"], found["more_excluded"]) == ({"open": 5}, BO, 0)


@pytest.mark.parametrize(
    ("match", "owner"),
    [
        ("person.site = record.site", BO),
        ("site = record.site", BO),
        ("record.site in person.sites", CAI),
        ("sites contains record.site", CAI),
        ("any_of(record.signs, ['smoke']) and level = 'senior'", ANN),
    ],
)
def test_attributes_match_from_both_sides(match: str, owner: int):
    attributes = {ANN: {"level": "senior"}, BO: {"site": "press"}, CAI: {"sites": ["paint", "press"]}}
    staff = STAFF
    for id, given in attributes.items():
        staff = with_(staff, id, attributes=given)
    found = decide(one(f'{{role: fitter, match: "{match}"}}'), {"site": "press", "signs": ("smoke",)}, staff=staff)
    assert found.owner == owner
    assert set(found.seen) <= {"site", "signs"}
