"""What the SQL face makes, refuses, and how it uses columns."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from rules import Env, RuleError, compile_python, compile_sql, parse
from tests.rules.rows import TABLE

COLUMNS = {column.name: column for column in TABLE.c}


class EightHourDays:
    """A calendar on which every hour counts and a working day has eight."""

    def add(self, start, duration):
        hours = {"minutes": 1 / 60, "hours": 1, "days": 8, "weeks": 40}[duration.unit]
        return start + timedelta(hours=hours * duration.amount)


@pytest.fixture
def working(env):
    """The environment with working hours."""
    return Env(env.now, env.timezone, EightHourDays())


@pytest.mark.parametrize("text", ["budget >= 500000", "seats in [1, 2]", "between(seats, 1, 3)", "company = 'a'"])
def test_plain_comparison_leaves_column_bare(scope, env, text):
    sql = compile_sql(parse(text), COLUMNS, env, scope)
    assert "CAST(rule_rows" not in str(sql.compile(dialect=postgresql.dialect()))


@pytest.mark.parametrize(
    "text",
    [
        "budget = 1", "budget != 1", "budget < 1", "seats in [1, 2]", "seats not in [1]", "between(seats, 1, 3)",
        "not between(seats, 1, 3)", "between(company, 'a', 'b')", "filled(company)", "empty(wants)", "urgent",
        "not urgent", "budget > 1 and urgent", "budget > 1 or urgent", "contains(company, 'a')", "'making' in wants",
    ],
)  # fmt: skip
def test_a_condition_is_known_as_one(scope, env, text):
    sql = compile_sql(parse(text), COLUMNS, env, scope)
    assert isinstance(sql.type, sa.Boolean)


@pytest.mark.parametrize("text", ["created_at - seen_at <= 4h", "1 day > created_at - seen_at"])
def test_length_of_time_is_compared_as_subtracted(scope, env, text):
    sql = compile_sql(parse(text), COLUMNS, env, scope)
    assert "date_part" not in str(sql.compile(dialect=postgresql.dialect()))


def test_constant_part_is_computed_before(scope, working):
    sql = compile_sql(parse("created_at < now + 3 working hours - 1 day"), COLUMNS, working, scope)
    assert sql.right.value == datetime(2026, 11, 23, 5)  # noqa: DTZ001


def test_working_time_from_column_has_no_sql(scope, working):
    rule = parse("created_at + 3 working hours < now")
    assert not rule.sql_able
    with pytest.raises(RuleError) as caught:
        compile_sql(rule, COLUMNS, working, scope)
    assert (caught.value.column, caught.value.key) == (14, "rules.error.working_time_in_sql")


def test_working_time_goes_through_calendar(working):
    later = compile_python("created_at + 2 working days")
    earlier = compile_python("created_at - 30 个工作分钟")
    values = {"created_at": datetime(2026, 11, 24, 1, tzinfo=UTC)}
    assert later(values, working) == datetime(2026, 11, 24, 17, tzinfo=UTC)
    assert earlier(values, working) == datetime(2026, 11, 24, 0, 30, tzinfo=UTC)


def test_working_time_without_calendar_is_refused(env):
    with pytest.raises(RuleError) as caught:
        compile_python("now + 3 working hours")({}, env)
    assert caught.value.sentence("en") == "this rule needs working time, but there is no working calendar here"


def test_name_without_column_is_refused(scope, env):
    with pytest.raises(RuleError) as caught:
        compile_sql(parse("urgent and done(call)"), COLUMNS, env, scope)
    assert "done(call)" in caught.value.sentence("en")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("owner = '12'", "ids are numbers here; write 12 without quotes"),
        ("owner in [1, 'x']", "“x” is no id; ids are numbers here, such as 7"),
    ],
)
def test_id_is_written_as_it_is_kept(scope, env, text, said):
    with pytest.raises(RuleError) as caught:
        compile_sql(parse(text), COLUMNS, env, scope)
    assert caught.value.sentence("en") == said


def test_context_function_takes_its_column(scope, env):
    columns = {**COLUMNS, "done(call)": sa.column("call_done", sa.Boolean)}
    assert "call_done" in str(compile_sql(parse("urgent and done(call)"), columns, env, scope))


def test_deep_rule_is_refused_for_sets(scope, env):
    rule = parse("1 + (" * 25 + "budget" + ")" * 25 + " > 1")
    assert compile_python(rule)({"budget": 1}, env) is True
    assert not rule.sql_able
    with pytest.raises(RuleError):
        compile_sql(rule, COLUMNS, env, scope)


def test_a_wait_of_centuries_is_no_accident(database, scope, env):
    born = {"created_at": sa.literal(datetime(2026, 11, 24), sa.DateTime)}  # noqa: DTZ001  naive UTC, as it is stored
    later = compile_sql(parse("created_at + 99999d > now"), born, env, scope)
    with database.reading() as connection:
        assert connection.execute(sa.select(sa.literal(1)).where(later)).scalar() == 1
