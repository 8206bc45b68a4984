"""Several conditions as one function hold where each of them does."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from rules import Env, compile_conditions, compile_python, matches, parse
from tests.rules import expressions
from tests.rules.rows import rows

ENV = Env(datetime(2026, 11, 24, 2, 0, tzinfo=UTC), "Asia/Shanghai")


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(st.none() | expressions.conditions(), max_size=5), row=rows)
def test_conditions_together_hold_as_each_alone(texts, row):
    rules = [None if text is None else parse(text) for text in texts]
    alone = tuple(rule is None or matches(compile_python(rule), row, ENV) for rule in rules)
    assert compile_conditions(rules)(row, ENV) == alone
