"""The law of the language: Python, SQLite and PostgreSQL give the same answer to every rule for every row."""

import math
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from rules import Env, check, compile_python, parse
from tests.rules import expressions
from tests.rules.rows import EMPTY, TABLE, in_database, rows, store

ENVS = [
    Env(datetime(2026, 11, 24, 2, 0, tzinfo=UTC), "Asia/Shanghai"),
    Env(datetime(2026, 3, 29, 0, 59, 59, 999_999, tzinfo=UTC), "Europe/Berlin"),
    Env(datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "America/New_York"),
]

formulas = st.one_of(
    expressions.conditions(),
    expressions.conditions(),
    expressions.numbers(),
    expressions.texts(),
    expressions.days(),
    expressions.moments(),
    expressions.durations(),
)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def connection(request: pytest.FixtureRequest) -> Iterator[Connection]:
    """An open transaction on a database with the table; it is rolled back at the end."""
    store = request.getfixturevalue(f"{request.param}_store")
    url = store.empty()
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        TABLE.create(connection)
        yield connection
        connection.rollback()
    engine.dispose()
    store.forget(url)


@example(text="(not urgent) is null", given_rows=[{**EMPTY, "urgent": None}, {**EMPTY, "urgent": True}], env=ENVS[0])
@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=formulas, given_rows=st.lists(rows, min_size=1, max_size=6), env=st.sampled_from(ENVS))
def test_python_and_database_give_same(connection, scope, text, given_rows, env):
    rule = parse(text)
    check(rule, scope)
    assume(rule.sql_able)
    store(connection, given_rows)
    found = in_database(connection, text, env, scope)
    evaluate = compile_python(rule)
    expected = [evaluate(row, env) for row in given_rows]
    assert [comparable(value) for value in found] == [comparable(value) for value in expected], text


def comparable(value):
    """Moments without their zone, numbers as doubles; -0.0 is 0."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, float | int):
        assert not math.isnan(value)
        return float(value) + 0.0
    return value
