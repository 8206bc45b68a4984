"""Opening, closing and creating a database."""

from sqlalchemy import text

from records import Database, tables
from records.schema import drift, version


def test_a_kept_transaction_is_seen(database: Database) -> None:
    with database.transaction() as connection:
        connection.execute(tables.setting.insert(), {"key": "a", "value": 1})
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM setting")).scalar() == 1


def test_create_twice_changes_nothing(empty_database_url: str) -> None:
    database = Database(empty_database_url)
    database.create()
    database.create()
    with database.reading() as connection:
        assert version(connection) == "0001"
    database.dispose()


def test_migrations_and_tables_agree(empty_database_url: str) -> None:
    database = Database(empty_database_url)
    database.create()
    with database.reading() as connection:
        assert drift(connection) == []
    database.dispose()
