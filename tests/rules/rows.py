"""Rows for the property tests: a table with a column of every type, filled once, and expressions over it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from hypothesis import strategies as st
from sqlalchemy import Connection

from records.engine.types import Number, TextList, UtcDateTime
from rules import Env, Scope, compile_sql, parse

CHOICES = ["making", "finance", "retail"]

TABLE = sa.Table(
    "rule_rows",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("budget", Number),
    sa.Column("seats", sa.Integer),
    sa.Column("company", sa.String),
    sa.Column("city", sa.Text),
    sa.Column("urgent", sa.Boolean),
    sa.Column("signed_on", sa.Date),
    sa.Column("due_on", sa.Date),
    sa.Column("created_at", UtcDateTime),
    sa.Column("seen_at", UtcDateTime),
    sa.Column("industry", sa.String),
    sa.Column("wants", TextList),
    sa.Column("skills", TextList),
    sa.Column("owner", sa.Integer),
)

EMPTY = {column.name: None for column in TABLE.c if column.name != "id"}

_texts = st.sampled_from(
    ["", " ", "a", "A", "ab", "Ab", "b|", "ÄÖ", "上海", "上海 ", "海", "%", "_", "İ", "ß", "😀a", "\u3000x"]
)
_numbers = st.sampled_from(
    ["0", "1", "-1", "0.5", "2.5", "-2.5", "1.005", "3", "7", "100", "0.1", "0.3", "99999999.99"]
)
_days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
_moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 12, 31))  # noqa: DTZ001
_picked = st.lists(st.sampled_from(CHOICES), unique=True, max_size=3).map(tuple)


def _or_null(values: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | values


rows = st.fixed_dictionaries(
    {
        "budget": _or_null(_numbers.map(Decimal)),
        "seats": _or_null(st.integers(-3, 12)),
        "company": _or_null(_texts),
        "city": _or_null(_texts),
        "urgent": _or_null(st.booleans()),
        "signed_on": _or_null(_days | st.just(date(2026, 11, 24))),
        "due_on": _or_null(_days | st.just(date(2026, 11, 25))),
        "created_at": _or_null(_moments.map(lambda moment: moment.replace(tzinfo=UTC))),
        "seen_at": _or_null(_moments.map(lambda moment: moment.replace(tzinfo=UTC))),
        "industry": _or_null(st.sampled_from(CHOICES)),
        "wants": _or_null(_picked.filter(bool)),
        "skills": _or_null(_picked.filter(bool)),
        "owner": _or_null(st.integers(1, 4)),
    }
)


def store(connection: Connection, given: list[dict[str, Any]]) -> None:
    """Let the table hold just these rows."""
    connection.execute(sa.delete(TABLE))
    connection.execute(sa.insert(TABLE), [{"id": number, **row} for number, row in enumerate(given)])


def in_database(connection: Connection, text: str, env: Env, scope: Scope) -> list[Any]:
    """What the database makes of the rule, row by row."""
    columns = {column.name: column for column in TABLE.c}
    value = compile_sql(parse(text), columns, env, scope).label("value")
    return list(connection.execute(sa.select(value).select_from(TABLE).order_by(TABLE.c.id)).scalars())
