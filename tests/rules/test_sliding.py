"""A clock for statements that are kept: moments become slots, and whoever looks at it otherwise is seen."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from rules import Env, Sliding, compile_sql, parse
from tests.rules.rows import TABLE

COLUMNS = {column.name: column for column in TABLE.c}


def kept(scope, env, text):
    """The condition over a sliding clock, and the clock."""
    clock = Sliding(env)
    return compile_sql(parse(text), COLUMNS, clock, scope), clock


@pytest.mark.parametrize("text", ["created_at < now", "created_at >= now - 7d", "now - created_at > 3h"])
def test_a_moment_is_filled_in_later(scope, env, text):
    sql, clock = kept(scope, env, text)
    later = Env(env.now + timedelta(minutes=5), env.timezone)
    written = {"compile_kwargs": {"literal_binds": True}}
    anew = compile_sql(parse(text), COLUMNS, later, scope)
    assert not clock.is_bound
    assert str(select(sql).params(**clock.filled(later)).compile(**written)) == str(select(anew).compile(**written))


@pytest.mark.parametrize("text", ["created_at < today()", "due_on >= today() - 30d", "budget > 3"])
def test_a_day_needs_no_slot(scope, env, text):
    _, clock = kept(scope, env, text)
    assert not clock.is_bound
    assert clock.filled(env) == {}


@pytest.mark.parametrize("text", ["due_on < now", "now > 2026-11-24 or budget > 3", "days_between(now, due_on) > 2"])
def test_what_else_looks_at_the_clock_is_bound_to_it(scope, env, text):
    assert kept(scope, env, text)[1].is_bound


def test_today_is_the_same_on_both_clocks(env):
    assert Sliding(env).today == env.today == env.day_of(env.moment)
