"""Work that browsers show: harder when many come, checked in one step."""

from datetime import timedelta
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from web.public import bits_for, is_solved, patience_for


def test_an_ordinary_day_asks_for_little():
    assert {bits_for(recent) for recent in range(21)} == {14} and patience_for(14) == timedelta(seconds=5)


@settings(max_examples=50)
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_more_forms_never_ask_for_less(one: int, other: int):
    less, more = sorted((one, other))
    assert bits_for(less) <= bits_for(more) <= 20


def test_a_number_that_was_found_is_taken_and_no_other_key_takes_it():
    nonce = next(str(n) for n in count() if is_solved("abc", str(n), 10))
    assert not is_solved("abd", nonce, 20) and not is_solved("abc", f" {nonce}", 10)
