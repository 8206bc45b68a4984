"""What publishing does to tables that hold data."""

from decimal import Decimal

import psycopg
import pytest
from sqlalchemy import inspect

from records import ColumnSpec, Database, FormSpec, apply_changes, field_keys, plan_tables, record_table, store
from records.form_tables.ddl import TableBusy


def spec(**types: str) -> FormSpec:
    return FormSpec("ticket", tuple(ColumnSpec(name, kind) for name, kind in types.items()))


def publish(database: Database, wanted: FormSpec, now) -> list[str]:
    """Plans and applies, and says which kinds of change that took."""
    with database.transaction() as connection:
        changes = plan_tables(connection, [wanted])
        apply_changes(connection, changes, now)
        assert plan_tables(connection, [wanted]) == ()
        return [change.kind for change in changes]


def fill(database: Database, wanted: FormSpec, now, *values: object) -> None:
    rows = [
        {"number": f"T-{n}", "created_at": now, "updated_at": now, "f_size": value} for n, value in enumerate(values)
    ]
    with database.transaction() as connection:
        store.insert_many(connection, record_table(wanted), rows)


def sizes(database: Database, wanted: FormSpec) -> list[object]:
    table = record_table(wanted)
    with database.reading() as connection:
        return list(connection.scalars(table.select().with_only_columns(table.c.f_size).order_by(table.c.id)))


def test_a_new_form_gets_a_table(database, now):
    assert publish(database, spec(size="text"), now) == ["create_table"]
    assert publish(database, spec(size="text"), now) == []


def test_a_new_field_touches_no_row(database, now):
    publish(database, spec(size="text"), now)
    fill(database, spec(size="text"), now, "big")
    assert publish(database, spec(size="text", colour="list"), now) == ["add_column"]


def test_a_removed_field_keeps_its_data(database, now):
    publish(database, spec(size="text"), now)
    fill(database, spec(size="text"), now, "big", None)
    assert publish(database, spec(), now) == ["retire_column"]
    assert publish(database, spec(size="text"), now) == ["revive_column"]
    assert sizes(database, spec(size="text")) == ["big", None]


def test_a_new_index_is_planned(database, now):
    publish(database, spec(size="text"), now)
    wanted = FormSpec("ticket", (ColumnSpec("size", "text", index=True),))
    assert publish(database, wanted, now) == ["add_index"]


@pytest.mark.parametrize("indexed", [False, True])
def test_a_changed_type_converts_and_counts(database, now, indexed):
    publish(database, spec(size="text"), now)
    fill(database, spec(size="text"), now, "12", "1,200.5", "large", None)
    wanted = FormSpec("ticket", (ColumnSpec("size", "number", index=indexed),))
    with database.reading() as connection:
        change = plan_tables(connection, [wanted])[0]
    assert (change.kind, change.rows, change.lost) == ("change_type", 3, 1)
    publish(database, wanted, now)
    assert sizes(database, wanted) == [Decimal(12), Decimal("1200.5"), None, None]


def test_changing_back_restores_what_did_not_convert(database, now):
    publish(database, spec(size="text"), now)
    fill(database, spec(size="text"), now, "12", "large", "9")
    publish(database, spec(size="number"), now)
    with database.transaction() as connection:
        store.update_unversioned(connection, record_table(spec(size="number")), 1, {"f_size": 13})
        store.update_unversioned(connection, record_table(spec(size="number")), 3, {"f_size": None})
    publish(database, spec(size="text"), now)
    assert sizes(database, spec(size="text")) == ["13", "large", None]


def test_a_field_revived_with_another_type(database, now):
    publish(database, spec(size="text"), now)
    fill(database, spec(size="text"), now, "12")
    publish(database, spec(), now)
    assert publish(database, spec(size="integer"), now) == ["revive_column", "change_type"]
    assert sizes(database, spec(size="integer")) == [12]


def test_many_rows_convert_in_portions(database, now, monkeypatch):
    monkeypatch.setattr("records.form_tables.type_changes.PORTION", 3)
    publish(database, spec(size="text"), now)
    fill(database, spec(size="text"), now, *[str(n) for n in range(10)])
    publish(database, spec(size="integer"), now)
    assert sizes(database, spec(size="integer")) == list(range(10))


def test_a_failed_publish_leaves_the_tables(database, now):
    publish(database, spec(size="text"), now)
    with pytest.raises(ZeroDivisionError), database.transaction() as connection:
        apply_changes(connection, plan_tables(connection, [spec(size="number", colour="list")]), now)
        raise ZeroDivisionError
    with database.reading() as connection:
        assert [change.kind for change in plan_tables(connection, [spec(size="text")])] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_change_has_words(database, now, language):
    publish(database, spec(size="text", old="text"), now)
    fill(database, spec(size="text"), now, "large")
    wanted = FormSpec("ticket", (ColumnSpec("size", "number", index=True), ColumnSpec("colour", "list")))
    with database.reading() as connection:
        words = [change.words(language) for change in plan_tables(connection, [wanted, FormSpec("visit")])]
    assert len(words) == 5
    assert not [sentence for sentence in words if "{" in sentence or "records." in sentence]


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_publishing_gives_up_on_a_held_table(database, database_url, now):
    publish(database, spec(size="text"), now)
    with psycopg.connect(database_url) as holding:
        holding.execute("LOCK TABLE r_ticket IN ACCESS SHARE MODE")
        with pytest.raises(TableBusy), database.transaction() as connection:
            apply_changes(connection, plan_tables(connection, [spec(size="text", more="text")]), now)


def test_retired_columns_are_still_there(database, now):
    publish(database, spec(size="text"), now)
    publish(database, spec(), now)
    with database.reading() as connection:
        assert "f_size" in {column["name"] for column in inspect(connection).get_columns("r_ticket")}


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_another_process_reads_on_after_a_change(database, database_url, now):
    publish(database, spec(size="text"), now)
    fill(database, spec(size="text"), now, "12")
    other = Database(database_url)
    assert [sizes(other, spec(size="text")) for _ in range(8)] == [["12"]] * 8
    publish(database, spec(size="integer"), now)
    assert sizes(other, spec(size="integer")) == [12]
    other.dispose()


def test_plan_says_who_waits_while_values_are_decrypted(database, now, monkeypatch, tmp_path):
    field_keys.use_folder(tmp_path)
    publish(database, spec(size="sealed"), now)
    fill(database, spec(size="sealed"), now, field_keys.seal("1"))
    monkeypatch.setattr("records.form_tables.changes.NOTICED", 1)
    with database.reading() as connection:
        [change] = plan_tables(connection, [spec(size="text")])
    assert change.holds_up == ("writing" if database.dialect == "sqlite" else "everybody")


def test_plan_says_who_waits_where_that_takes_a_while(database, now, monkeypatch):
    publish(database, spec(size="text"), now)
    fill(database, spec(size="text"), now, *("1", "2", "3"))
    wanted = spec(size="integer")
    with database.reading() as connection:
        [short] = plan_tables(connection, [wanted])
        monkeypatch.setattr("records.form_tables.changes.NOTICED", 3)
        [long] = plan_tables(connection, [wanted])
        [indexed, *_] = plan_tables(connection, [FormSpec("ticket", (ColumnSpec("size", "integer", index=True),))])
        [sealed] = plan_tables(connection, [spec(size="sealed")])
    assert (short.holds_up, long.holds_up, indexed.holds_up, sealed.holds_up) == ("", "briefly", "indexed", "briefly")
    assert "waits for a moment" not in short.words("en") and "waits for a moment" in long.words("en")
