"""What older versions left aside of fields that they anonymised is emptied by the upgrade."""

from alembic import command
from alembic.config import Config

from records import ColumnSpec, Event, FormSpec, apply_changes, events, plan_tables, record_table, store
from records.engine.schema import MIGRATIONS

FIELDS = ("name", "size")


def spec(kind):
    return FormSpec("ticket", tuple(ColumnSpec(name, kind) for name in FIELDS))


def test_shelves_of_anonymised_fields_are_emptied_and_no_others(database, now):
    with database.transaction() as connection:
        apply_changes(connection, plan_tables(connection, [spec("text")]), now)
        rows = [
            {"number": str(n), "created_at": now, "updated_at": now, "f_name": "Wang", "f_size": "big"} for n in "12"
        ]
        store.insert_many(connection, record_table(spec("text")), rows)
        apply_changes(connection, plan_tables(connection, [spec("integer")]), now)
        events.append(connection, Event("ticket", 1, "anonymised", now, data={"rule": "forget", "fields": ["name"]}))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.transaction() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0047")
        command.upgrade(config, "head")
        shelves = connection.exec_driver_sql("SELECT was_text_f_name, was_text_f_size FROM r_ticket ORDER BY id")
        assert [tuple(row) for row in shelves] == [(None, "big"), ("Wang", "big")]
