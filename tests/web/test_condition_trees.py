"""Groups of conditions and the rule they stand for: drawing a rule in groups and writing it again says the same."""

from datetime import UTC, datetime
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from rules import Env, Scope, compile_python, parse
from web.conditions.terms import Terms
from web.conditions.tree import added, changed, rule_of, several, turned

TERMS = Terms(None, Scope({}), {}, {})
NOW = Env(datetime(2026, 1, 1, tzinfo=UTC))
NAMES = ("a", "b", "c")
RULES = st.recursive(
    st.sampled_from([*NAMES, "not a", "filled(b)"]),
    lambda inner: st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(
        lambda it: f"({it[0]}) {it[1]} ({it[2]})"
    ),
    max_leaves=8,
)


def meaning(rule: str) -> list:
    """What the rule gives for all that its names can be."""
    run = compile_python(parse(rule))
    return [run(dict(zip(NAMES, values, strict=True)), NOW) for values in product((True, False, None), repeat=3)]


@given(RULES)
def test_a_rule_in_groups_says_what_it_said(rule):
    assert meaning(rule_of(several(parse(rule).tree, TERMS))) == meaning(rule)


@given(RULES)
def test_one_condition_more_must_hold_too(rule):
    group = turned(several(parse(f"({rule}) and c").tree, TERMS), (), "all")
    assert meaning(rule_of(added(group, (), parse("a").tree))) == meaning(f"({rule}) and c and a")


@given(RULES)
def test_the_first_part_goes_and_the_rest_stays(rule):
    group = several(parse(f"a and ({rule})").tree, TERMS)
    left = changed(group, (0,), lambda parts, at: (*parts[:at], *parts[at + 1 :]))
    assert meaning(rule_of(left)) == meaning(rule)
