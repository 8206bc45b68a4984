"""Comparing a moment with a known day asks when the day begins, never which day each moment is."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from rules import Env, compile_sql, parse
from rules.day_bounds import _begin
from tests.rules.rows import TABLE

COLUMNS = {column.name: column for column in TABLE.c}
ZONES = ["Asia/Shanghai", "America/New_York", "America/Sao_Paulo", "America/St_Johns", "Australia/Lord_Howe", "UTC"]
NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)


@given(st.sampled_from(ZONES), st.dates(date(2001, 1, 1), date(2037, 1, 1)), st.integers(-10_000, 10_000))
def test_bound_is_where_the_day_begins(zone, day, seconds):
    env = Env(NOW, zone)
    begin = _begin(env, day)
    if begin is not None:
        moment = begin + timedelta(seconds=seconds)
        assert (moment >= begin) == (env.day_of(moment) >= day)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("compare", ["=", "<", ">="])
def test_ends_of_the_calendar_are_days_too(scope, env, day, compare):
    assert compile_sql(parse(f"created_at {compare} {day}"), COLUMNS, env, scope) is not None


def test_day_that_begins_twice_is_left_to_the_zone():
    assert _begin(Env(NOW, "America/St_Johns"), date(2010, 11, 7)) is None


def test_a_day_under_a_name_leaves_the_column_bare_too(scope, env):
    columns = {**COLUMNS, "due_on": sa.type_coerce(sa.literal(date(2026, 11, 24), sa.Date), sa.Date)}
    sql = str(compile_sql(parse("created_at >= due_on"), columns, env, scope))
    assert "date(" not in sql and "rule_rows.created_at" in sql


@pytest.mark.parametrize("text", ["created_at >= today() - 90d", "created_at = 2026-11-24", "2026-11-24 > created_at"])
def test_column_of_moments_stays_bare(scope, env, text):
    sql = str(compile_sql(parse(text), COLUMNS, env, scope))
    assert "date(" not in sql and "rule_rows.created_at" in sql
