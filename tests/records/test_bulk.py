"""Many rows written or changed at once say what one by one would, whatever stands in them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from records import ColumnSpec, Database, FormSpec, apply_changes, plan_tables, record_table, store
from records.engine.columnwise import written
from records.engine.copying import copied

SPEC = FormSpec(
    "thing",
    tuple(
        ColumnSpec(kind, kind) for kind in ("text", "integer", "number", "boolean", "date", "datetime", "list", "json")
    ),
)
AWKWARD = (
    {"f_text": "a\tb\\N\nc\r\\", "f_json": {"a": "\t\\", "b": ["\n", None, 1.5, True]}, "f_list": ("x", "y\\")},
    {"f_text": "\\N", "f_integer": 0, "f_number": Decimal("-0.000001"), "f_boolean": False},
    {"f_text": "", "f_number": Decimal("12345678901234"), "f_boolean": True, "f_date": date(2026, 2, 28)},
    {"f_datetime": datetime(2026, 11, 26, 9, 30, 0, 7, tzinfo=UTC), "f_list": (), "f_json": []},
    {},
)


@pytest.fixture
def table(database, now):
    with database.transaction() as connection:
        apply_changes(connection, plan_tables(connection, [SPEC]), now)
    return record_table(SPEC)


def row(number: int, now: datetime, values: dict) -> dict:
    blank = {f"f_{column.name}": None for column in SPEC.columns}
    return {"number": f"T-{number}", "created_at": now, "updated_at": now, **blank, **values}


def fields(connection, table) -> list[tuple]:
    columns = [column for column in table.c if column.name.startswith("f_")]
    return [tuple(one) for one in connection.execute(select(*columns).order_by(table.c.id))]


def test_many_rows_come_back_as_each_alone_does(database, table, now):
    with database.transaction() as connection:
        for number, values in enumerate(AWKWARD):
            store.insert_many(connection, table, [row(number, now, values)])
        store.insert_many(connection, table, [row(10 + number, now, values) for number, values in enumerate(AWKWARD)])
        found = fields(connection, table)
    assert found[: len(AWKWARD)] == found[len(AWKWARD) :]


@pytest.mark.parametrize("times", [1, 6])
def test_many_are_changed_to_what_was_said(database, table, now, times):
    wanted = [row(0, now, values) for values in AWKWARD] * times
    with database.transaction() as connection:
        ids = store.insert_many(connection, table, [row(number, now, {}) for number in range(len(wanted))])
        changed = [{**values, "number": f"C-{id}", "id": id} for id, values in zip(ids, wanted, strict=True)]
        store.update_many(connection, table, changed, versioned=True)
        again = store.insert_many(connection, table, [row(1000 + n, now, AWKWARD[n]) for n in range(len(AWKWARD))])
        found, versions = fields(connection, table), set(connection.scalars(select(table.c.version)))
    assert len(again) == len(AWKWARD)
    assert found[: len(wanted)] == found[-len(AWKWARD) :] * times
    assert versions == {1, 2}


def test_equal_values_of_json_stay_what_they_are(database, table, now):
    said = [True, 1, 1.5, False, 0, "1"]
    with database.transaction() as connection:
        store.insert_many(connection, table, [row(n, now, {"f_json": value}) for n, value in enumerate(said * 5)])
        found = list(connection.scalars(select(table.c.f_json).order_by(table.c.id)))
    assert [(type(value), value) for value in found] == [(type(value), value) for value in said * 5]


@pytest.mark.parametrize(
    ("old", "before", "new", "after"),
    [("number", None, "text", "z"), ("text", "z", "json", {"a": 1}), ("json", "z", "list", ("a", "b"))],
)
def test_inserting_goes_on_after_another_process_changed_a_type(database_url, database, now, old, new, before, after):
    publishing, tables = Database(database_url), []
    for kind, value in ((old, before), (new, after)):
        spec = FormSpec("thing", (ColumnSpec("what", kind),))
        tables.append(record_table(spec))
        with publishing.transaction() as connection:
            apply_changes(connection, plan_tables(connection, [spec]), now)
        for number in range(12):  # the driver prepares what comes often
            one = {"number": f"{len(tables)}-{number}", "created_at": now, "updated_at": now, "f_what": value}
            with database.transaction() as connection:
                store.insert_many(connection, tables[-1], [one])
    publishing.dispose()
    with database.reading() as connection:
        assert connection.scalars(select(tables[-1].c.f_what)).all()[-1] == after


def test_what_rows_share_is_worked_out_once():
    shared, asked = {"a": 1}, []
    texts = written([shared, {"b": 2}, shared], lambda value: asked.append(value) or str(value))
    assert texts == [str(shared), "{'b': 2}", str(shared)]
    assert asked == [shared, {"b": 2}]


@given(st.lists(st.none() | st.text() | st.booleans() | st.integers(), min_size=1))
def test_a_line_of_copy_holds_as_many_cells_as_columns(values):
    lines = "".join(copied([values, values]))
    assert lines.count("\n") == len(values)
    assert lines.count("\t") == len(values)
