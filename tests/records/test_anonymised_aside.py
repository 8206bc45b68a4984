"""What older versions left aside of fields that they anonymised is emptied by the upgrade."""

from alembic import command
from alembic.config import Config

from records import ColumnSpec, Event, FormSpec, apply_changes, events, plan_tables, record_table, store
from records.engine.schema import MIGRATIONS
from records.form_tables.type_changes import shelf_of

LONG = "what_the_customer_said_about_the_state_of_the_machine"  # the names of its columns are cut short
OTHER = f"{LONG}_again"
ENDS_ALIKE = "other_f_name"
FIELDS = ("name", "size", LONG, OTHER, ENDS_ALIKE)
GONE = ("name", LONG)


def spec(kind):
    return FormSpec("ticket", tuple(ColumnSpec(name, kind) for name in FIELDS))


def test_shelves_of_anonymised_fields_are_emptied_and_no_others(database, now):
    with database.transaction() as connection:
        apply_changes(connection, plan_tables(connection, [spec("text")]), now)
        said = {f"f_{name}": "Wang" for name in FIELDS}
        rows = [{"number": n, "created_at": now, "updated_at": now, **said} for n in "12"]
        store.insert_many(connection, record_table(spec("text")), rows)
        apply_changes(connection, plan_tables(connection, [spec("integer")]), now)
        events.append(connection, Event("ticket", 1, "anonymised", now, data={"rule": "forget", "fields": list(GONE)}))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.transaction() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0047")
        command.upgrade(config, "head")
        shelves = ", ".join(shelf_of("text", f"f_{name}") for name in FIELDS)
        first, second = connection.exec_driver_sql(f"SELECT {shelves} FROM r_ticket ORDER BY id")
    assert dict(zip(FIELDS, first, strict=True)) == {name: None if name in GONE else "Wang" for name in FIELDS}
    assert set(second) == {"Wang"}
