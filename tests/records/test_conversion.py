"""What a value becomes when its field changes type."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.form_tables.columns import TYPES
from records.form_tables.conversion import convert

MIDNIGHT = datetime(2026, 2, 28, tzinfo=UTC)

CASES = [
    ("text", "number", "1,200.50", Decimal("1200.5")),
    ("text", "integer", " 12 ", 12),
    ("text", "integer", "12.5", None),
    ("text", "boolean", "是", True),
    ("text", "boolean", "No", False),
    ("text", "boolean", "maybe", None),
    ("text", "date", "2026-02-28", date(2026, 2, 28)),
    ("text", "date", "28.2.2026", None),
    ("text", "list", "a", ("a",)),
    ("text", "list", "a|b", None),
    ("text", "number", "NaN", None),
    ("number", "text", Decimal("1200.500000"), "1200.5"),
    ("number", "text", Decimal("100.000000"), "100"),
    ("number", "integer", Decimal("3.000000"), 3),
    ("number", "integer", Decimal("3.5"), None),
    ("list", "text", ("a",), "a"),
    ("list", "text", ("a", "b"), None),
    ("boolean", "text", True, "true"),
    ("date", "datetime", date(2026, 2, 28), MIDNIGHT),
    ("datetime", "date", MIDNIGHT, date(2026, 2, 28)),
    ("json", "text", {"a": 1}, None),
]


@pytest.mark.parametrize(("old", "new", "before", "after"), CASES)
def test_a_value_converts_or_is_none(old, new, before, after):
    assert convert(before, old, new) == after


@given(st.text(), st.sampled_from(sorted(TYPES)))
def test_no_text_breaks_a_conversion(written, new):
    convert(written, "text", new)


@given(st.integers(-(10**13), 10**13))
def test_whole_numbers_survive_the_way_round(number):
    assert convert(convert(number, "integer", "text"), "text", "integer") == number
