"""The table behind a form, and its rows."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from definitions import NotFound, Stale
from records import ColumnSpec, Database, FormSpec, contribute_columns, field_column, record_table, store

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


def test_columns_a_row_leaves_out_get_defaults(database, table, now):
    with database.transaction() as connection:
        store.insert_many(connection, table, [a_ticket(now, f_age=3), a_ticket(now, "T-2", f_name="b", version=4)])
        rows = store.fetch_many(connection, table, [1, 2])
    assert [(row.version, row.f_age, row.f_name) for row in rows.values()] == [(1, 3, None), (4, None, "b")]


def test_an_edit_counts_the_version(database, table, now):
    with database.transaction() as connection:
        record = store.insert(connection, table, a_ticket(now))
        assert store.update(connection, table, record, 1, {"f_age": 30}) == 2
        assert store.fetch(connection, table, record).f_age == 30


def test_a_stale_edit_shows_what_stands(database, table, now):
    with database.transaction() as connection:
        record = store.insert(connection, table, a_ticket(now))
        store.update(connection, table, record, 1, {"f_name": "first"})
        with pytest.raises(Stale) as refused:
            store.update(connection, table, record, 1, {"f_name": "second"})
    assert (refused.value.current.f_name, refused.value.current.version) == ("first", 2)


def test_an_edit_of_nothing_is_refused(database, table):
    with database.transaction() as connection, pytest.raises(NotFound):
        store.update(connection, table, 99, 1, {"f_age": 1})


def test_engine_columns_leave_the_version(database, table, now):
    with database.transaction() as connection:
        record = store.insert(connection, table, a_ticket(now))
        store.update_unversioned(connection, table, record, {"f_urgent": True})
        assert store.fetch(connection, table, record).version == 1


def test_many_rows_change_at_once(database, table, now):
    with database.transaction() as connection:
        ids = store.insert_many(connection, table, [a_ticket(now, f"T-{n}") for n in range(50)])
        store.update_many(connection, table, [{"id": i, "f_tags": (f"t{i}",)} for i in ids], versioned=True)
        rows = store.fetch_many(connection, table, ids)
    assert [(row.f_tags, row.version) for row in rows.values()] == [((f"t{i}",), 2) for i in ids]


def test_rows_change_by_condition(database, table, now):
    with database.transaction() as connection:
        store.insert_many(connection, table, [a_ticket(now, f"T-{n}", f_age=n) for n in range(5)])
        young = field_column(table, "age") < 3
        assert store.update_where(connection, table, young, {"f_urgent": True}) == 3
        assert store.count(connection, table, table.c.f_urgent) == 3


def test_two_records_never_share_a_number(database, table, now):
    with pytest.raises(IntegrityError), database.transaction() as connection:
        store.insert(connection, table, a_ticket(now))
        store.insert(connection, table, a_ticket(now))


def test_a_list_is_searched_by_word(database, table, now):
    tags = field_column(table, "tags")
    with database.transaction() as connection:
        store.insert_many(
            connection, table, [a_ticket(now, "1", f_tags=("ab", "c")), a_ticket(now, "2", f_tags=("a",))]
        )
        assert connection.scalars(select(table.c.number).where(tags.like("%|a|%"))).all() == ["2"]


def test_engines_contribute_columns_and_indexes(monkeypatch):
    monkeypatch.setattr("records.form_tables.columns._contributions", {})
    contribute_columns(
        "desk", [ColumnSpec("keeper", "reference"), ColumnSpec("shelf", "text")], indexes=[("keeper", "shelf")]
    )
    table = record_table(FormSpec("tool"))
    assert {"keeper", "shelf"} <= set(table.c.keys())
    assert ["keeper", "shelf"] in [index.columns.keys() for index in table.indexes]


def test_index_names_fit_the_database():
    spec = FormSpec(
        "f" * 40, (ColumnSpec("a" * 40, "text", index=True), ColumnSpec("a" * 39 + "b", "text", index=True))
    )
    names = [index.name for index in record_table(spec).indexes]
    assert len(set(names)) == len(names)
    assert max(map(len, names)) <= 63


def test_an_unknown_column_type_is_refused():
    with pytest.raises(ValueError, match="fone"):
        ColumnSpec("phone", "fone")
