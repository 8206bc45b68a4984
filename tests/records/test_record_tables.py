"""The table behind a form, and its rows."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from records import ColumnSpec, Database, FormSpec, record_table, store

TICKET = FormSpec(
    "ticket",
    (
        ColumnSpec("name", "text", index=True),
        ColumnSpec("notes", "long_text"),
        ColumnSpec("age", "integer"),
        ColumnSpec("cost", "number"),
        ColumnSpec("urgent", "boolean"),
        ColumnSpec("seen_on", "date"),
        ColumnSpec("due_at", "datetime"),
        ColumnSpec("tags", "list"),
        ColumnSpec("customer", "reference"),
        ColumnSpec("extra", "json"),
    ),
)


@pytest.fixture
def table(database: Database):
    table = record_table(TICKET)
    with database.transaction() as connection:
        table.create(connection)
    return table


def a_ticket(now: datetime, number: str = "T-1", **values: object) -> dict[str, object]:
    return {"number": number, "created_at": now, "updated_at": now, **values}


def test_every_type_comes_back_as_written(database, table, now):
    written = {
        "f_name": "水泵 A", "f_notes": "two\nlines", "f_age": 2**40, "f_cost": Decimal("123456789.123456"),
        "f_urgent": True, "f_seen_on": date(2026, 2, 28), "f_due_at": now, "f_tags": ("a", "b"),
        "f_customer": 7, "f_extra": {"a": [1, None, "二"]},
    }  # fmt: skip
    with database.transaction() as connection:
        one = store.insert(connection, table, a_ticket(now, **written))
        (many,) = store.insert_many(connection, table, [a_ticket(now, "T-2", **written)])
        rows = store.fetch_many(connection, table, [one, many])
    assert [{name: row._mapping[name] for name in written} for row in rows.values()] == [written, written]


def test_ids_of_many_go_on_after_one(database, table, now):
    with database.transaction() as connection:
        first = store.insert(connection, table, a_ticket(now))
        ids = store.insert_many(connection, table, [a_ticket(now, f"T-{n}") for n in range(2, 5)])
        last = store.insert(connection, table, a_ticket(now, "T-9"))
    assert [first, *ids, last] == [1, 2, 3, 4, 5]
