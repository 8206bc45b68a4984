"""What is wrong with a routing is said before it is published."""

import pytest

from flows.routing import warnings_about_people
from tests.flows.workshop import POOL, Workshop, load, problems_of

RULE = "rules: [{id: all, who: {role: fitter}}]"


def rules(*written: str) -> str:
    return "rules:\n" + "".join(f"  - {{{one}}}\n" for one in written) + POOL


def test_a_right_routing_has_no_problem():
    assert load(routing=RULE + POOL).problems == ()


def test_without_else_records_end_with_nobody():
    [problem] = load(routing=RULE).problems
    assert "record can end with nobody" in problem.text("en")
    assert "谁也分不到" in problem.text("zh")


def test_an_unknown_strategy_gets_a_suggestion():
    [problem] = load(routing=rules("id: all, who: {role: fitter}, how: round_robbin")).problems
    assert problem.path == "rules.all.how"
    assert "did you mean round_robin?" in problem.sentence("en")


def test_an_unknown_option_is_refused():
    found = problems_of(routing=rules("id: all, who: {role: fitter}, how: {strategy: weighted, bye: weight}"))
    assert found == {"rules.all.how.bye": "unknown_option"}


def test_else_needs_a_pool_that_exists():
    found = problems_of(routing=RULE + POOL.replace("pool: waiting}", "pool: wating}"))
    assert found == {"else.pool": "unknown_pool"}


@pytest.mark.parametrize(("when", "path"), [("unts > 3", "when"), ("units", "when")])
def test_conditions_are_checked_against_the_form(when: str, path: str):
    assert list(problems_of(routing=rules(f'id: all, when: "{when}", who: {{role: fitter}}'))) == [f"rules.all.{path}"]


@pytest.mark.parametrize(
    "match",
    [
        "person.trades contains trade",
        "person.level = 'senior'",
        "person.months >= 6",
        "person.team = site",
        "person.certified",
    ],
)
def test_match_takes_any_attribute_of_people(match: str):
    assert problems_of(routing=rules(f'id: all, who: {{match: "{match}"}}')) == {}


def test_match_still_knows_the_form():
    found = problems_of(routing=rules('id: all, who: {match: "person.trades contains trde"}'))
    assert found == {"rules.all.who.match": "rule"}


def test_a_role_must_exist():
    assert problems_of(routing=rules("id: all, who: {role: fiter}")) == {"rules.all.who.role": "unknown_role"}


def test_a_message_must_exist():
    found = problems_of(routing=RULE + POOL + "notify: {message: asigned, within: 10 minutes}\n")
    assert found == {"notify.message": "unknown_message"}


def test_a_rule_behind_one_that_takes_all_is_told():
    both = rules("id: all, who: {role: fitter}", 'id: press, when: "stopped", who: {role: fitter}')
    found = problems_of(routing=both)
    assert found == {"rules.press.when": "only_after"}


def test_a_rule_that_is_never_asked_is_told():
    first = 'id: a, when: "stopped", who: {role: fitter}, else: {pool: waiting}'
    found = problems_of(routing=rules(first, 'id: b, when: "stopped", who: {role: chief}'))
    assert found == {"rules.b.when": "hidden"}


def test_a_condition_nothing_meets_is_told():
    found = problems_of(routing=rules("id: a, when: \"site = 'press' and site = 'paint'\", who: {role: fitter}"))
    assert found == {"rules.a.when": "never_met"}


def test_a_person_as_the_only_last_resort_is_told():
    assert problems_of(routing=RULE + "\nelse: {person: wen}\n") == {"else": "no_last_resort"}


def test_the_time_to_accept_is_a_duration():
    found = problems_of(routing=RULE + POOL + "accept: {within: soonish}\n")
    assert list(found) == ["accept.within"]


def test_ids_of_rules_are_given_once():
    found = problems_of(routing=rules("id: a, when: stopped, who: {role: fitter}", "id: a, who: {role: fitter}"))
    assert found["rules.a.id"] == "id_twice"


def test_teams_and_people_are_asked_for_when_planning(open_shop):
    who = "id: a, who: {team: pres, people: [wen, wenn]}"
    shop: Workshop = open_shop(routing=rules(who).replace("else: {pool: waiting}", "else: {superior_of: paint}"))
    found = warnings_about_people(shop.connection, shop.work.catalog)
    assert [problem.path for problem in found] == ["rules.a.who.team", "rules.a.who.people[1]"]
    assert "did you mean press?" in found[0].sentence("en")
