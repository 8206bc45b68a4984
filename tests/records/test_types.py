"""Column types give back what they were given, on both databases."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql, sqlite

from records import NumberTooLong, TextList, UtcDateTime
from records.engine.types import Number

DIALECTS = [sqlite.dialect(), postgresql.dialect()]
words = st.lists(st.text(st.characters(blacklist_characters="|", blacklist_categories=["Cs"]), min_size=1))


def there_and_back(kind, value, dialect):
    return kind.process_result_value(kind.process_bind_param(value, dialect), dialect)


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
@given(number=st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
def test_numbers_are_exact(dialect, number):
    assert there_and_back(Number(), number, dialect) == number


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
@pytest.mark.parametrize("number", ["99999999999999", "12345678901234.5", "0.1", "-0.000001", "1e3"])
def test_long_numbers_are_exact(dialect, number):
    assert there_and_back(Number(), Decimal(number), dialect) == Decimal(number)


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
@pytest.mark.parametrize("number", ["100000000000000", "99999999999999.654321", "NaN", "Infinity"])
def test_numbers_that_would_change_are_refused(dialect, number):
    with pytest.raises(NumberTooLong):
        Number().process_bind_param(Decimal(number), dialect)


@given(st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=8))])))
def test_moments_keep_their_instant(moment):
    back = there_and_back(UtcDateTime(), moment, DIALECTS[0])
    assert (back, back.tzinfo) == (moment, UTC)


def test_a_naive_moment_is_refused():
    with pytest.raises(ValueError, match="aware"):
        UtcDateTime().process_bind_param(datetime(2026, 1, 1), DIALECTS[0])  # noqa: DTZ001


@given(words)
def test_lists_keep_words_in_order(written):
    assert there_and_back(TextList(), written, DIALECTS[0]) == (tuple(written) or None)


@pytest.mark.parametrize("written", [["a|b"], [""]])
def test_words_that_would_split_are_refused(written):
    with pytest.raises(ValueError, match="never empty"):
        TextList().process_bind_param(written, DIALECTS[0])
