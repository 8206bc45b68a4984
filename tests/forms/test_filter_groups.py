"""Conditions in groups, one inside another."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from definitions import Label
from forms import Context, FilterGroup, Invalid, group_words
from forms.fields.decimal import DecimalNumber
from forms.fields.text import Text
from forms.lists.filter_groups import group_rule
from forms.lists.filters import Filter
from forms.lists.record_columns import RecordColumn

WRITTEN = "any(cost:at_least:5;all(name:contains:a;name:filled))"
COLUMNS = {
    "cost": RecordColumn("cost", Label.of("Cost"), DecimalNumber()),
    "name": RecordColumn("name", Label.of("Name"), Text()),
}
EN = Context("en")

values = st.text(max_size=6).map(str.strip).filter(bool)
conditions = st.builds(lambda value: Filter("name", "contains", (value,)), values)
groups = st.recursive(
    st.builds(FilterGroup, st.sampled_from(["all", "any"]), st.lists(conditions, max_size=3).map(tuple)),
    lambda inner: st.builds(
        FilterGroup, st.sampled_from(["all", "any"]), st.lists(conditions | inner, max_size=2).map(tuple)
    ),
    max_leaves=3,
)


@settings(max_examples=50, deadline=None)
@given(groups)
def test_groups_go_into_the_address_and_back(group):
    try:
        assert FilterGroup.parse(str(group)) == group
    except Invalid:
        assert str(group).count("(") > 4


def test_groups_are_one_rule_and_one_sentence():
    group = FilterGroup.parse(WRITTEN)
    assert group_rule(group, COLUMNS, EN) == "(cost >= 5) or ((name contains 'a') and (name is not empty))"
    assert group_words(group, COLUMNS, EN).count(" or (") == 1


def test_parts_are_added_turned_and_taken_away():
    group = FilterGroup.parse(WRITTEN)
    assert str(group.turned((1,)).without((0,))) == "any(any(name:contains:a;name:filled))"
    assert str(group.added((1,), Filter("cost", "empty"))).endswith("name:filled;cost:empty))")
    assert group_rule(FilterGroup.parse("all(any())"), COLUMNS, EN) == ""


@pytest.mark.parametrize("written", ["any(", "any)", "none(a:b)", "any(a:b)x", "all(" * 9 + ")" * 9, "x" * 4000])
def test_what_cannot_be_read_is_refused(written):
    with pytest.raises(Invalid):
        FilterGroup.parse(written)
