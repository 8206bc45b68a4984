"""What the SQL face accepts also fits into SQLite's parser, inside a larger statement."""

import pytest
import sqlalchemy as sa
import sqlalchemy.dialects.postgresql

from rules import RuleError, check, compile_sql, parse
from tests.rules.rows import TABLE

COLUMNS = {column.name: column for column in TABLE.c}

NESTINGS = [
    ("budget", "(1 + {})"), ("budget", "({} + 1)"), ("budget", "(2 - {} / 3)"), ("budget", "abs({})"),
    ("budget", "-({})"), ("budget", "round({}, 2)"), ("budget", "floor({})"), ("budget", "min(1, {})"),
    ("budget", "max({}, 2, 3)"), ("budget", "coalesce(null, {})"), ("budget", "if(urgent, 1, {})"),
    ("budget", "if({} > 1, 1, 2)"), ("company", "lower({})"), ("company", "trim({})"), ("company", "concat('a', {})"),
    ("company", "concat({}, 'a')"), ("company", "coalesce(city, {})"), ("urgent", "not ({} and urgent)"),
    ("urgent", "(urgent and (urgent or {}))"), ("urgent", "(({}) = urgent)"), ("urgent", "(({}) is null)"),
    ("urgent", "if(urgent, urgent, {})"), ("urgent", "filled({})"), ("urgent", "(not {})"),
    ("created_at", "({} + 1 day)"), ("created_at", "coalesce({}, now)"), ("created_at", "min(now, {})"),
    ("signed_on", "({} + 1 day)"), ("signed_on", "max(today(), {})"),
    ("budget", "if(between(1, {}, 3), 1, 2)"), ("budget", "if(1 in [2, {}], 1, 2)"),
    ("budget", "days_between(if({} > 1, signed_on, due_on), created_at)"),
    ("budget", "len(if({} > 1, company, city))"), ("budget", "year(if({} > 1, seen_at, created_at) + 1 day)"),
    ("budget", "hours_between(if({} > 1, seen_at, created_at), now)"), ("company", "if({} contains 'a', 'b', 'c')"),
    ("company", "if('c' ends with {}, 'b', 'c')"), ("company", "if('c' < {}, 'b', 'c')"),
]  # fmt: skip


@pytest.mark.parametrize(("seed", "template"), NESTINGS)
def test_deepest_accepted_rule_runs_on_sqlite(scope, env, seed, template):
    deepest = deepest_sql_able(seed, template, scope)
    value = compile_sql(parse(deepest), COLUMNS, env, scope)
    points = sa.case((sa.and_(TABLE.c.seats > 1, value.is_not(None)), 10), else_=0) + 1
    change = sa.update(TABLE).values(seats=points).where(TABLE.c.seats.is_distinct_from(points))
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        TABLE.create(connection)
        assert connection.execute(change).rowcount == 0
    engine.dispose()


def test_a_moment_that_is_no_column_is_written_down_once(scope, env):
    made = compile_sql(parse("day(if(urgent, seen_at, created_at)) > 3"), COLUMNS, env, scope)
    assert str(made.compile(dialect=sa.dialects.postgresql.dialect())).count("seen_at") == 1


def deepest_sql_able(seed, template, scope):
    """The template put into itself as often as the SQL face allows, at least once."""
    found, text, count = seed, template.format(seed), 0
    try:
        while parse(text).sql_able:
            check(parse(text), scope)
            found, text, count = text, template.replace("{}", text), count + 1
    except RuleError:
        pass
    assert count >= 1
    return found
