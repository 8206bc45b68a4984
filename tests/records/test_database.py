"""Opening, closing and creating a database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from definitions import Refused
from records import Database, settings, tables
from records.engine import schema, sqlite
from records.engine.schema import HEAD, drift, version


def test_a_kept_transaction_is_seen(database: Database) -> None:
    with database.transaction() as connection:
        settings.put(connection, "a", 1)
    with database.reading() as connection:
        assert settings.get(connection, "a") == 1


def test_a_failed_transaction_leaves_nothing(database):
    with pytest.raises(ZeroDivisionError), database.transaction() as connection:
        settings.put(connection, "a", 1)
        connection.execute(text("CREATE TABLE half_done (id INTEGER)"))
        raise ZeroDivisionError
    with database.transaction() as connection:
        connection.execute(text("CREATE TABLE half_done (id INTEGER)"))
        assert settings.every(connection) == {}


def test_reading_refuses_to_write(database):
    with pytest.raises(DBAPIError), database.reading() as connection:
        settings.put(connection, "a", 1)
    with database.transaction() as connection:
        settings.put(connection, "a", 2)


def test_reading_sees_one_snapshot(database, database_url):
    other = Database(database_url)
    with database.reading() as connection:
        assert settings.get(connection, "a") is None
        with other.transaction() as elsewhere:
            settings.put(elsewhere, "a", 1)
        assert settings.get(connection, "a") is None
    other.dispose()


def test_a_second_connection_in_a_thread_is_refused(database):
    with database.transaction(), pytest.raises(RuntimeError, match="pass its connection on"), database.reading():
        pass


def test_more_clients_than_connections_all_get_through(database_url):
    database = Database(database_url, pool_size=2)

    def leave_a_mark(client: int) -> None:
        with database.transaction() as connection:
            settings.put(connection, f"client {client}", client)

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(leave_a_mark, range(36)))
    with database.reading() as connection:
        assert len(settings.every(connection)) == 36
    database.dispose()


def test_readers_that_write_never_meet_a_lock(database):
    def count_up(_turn: int) -> None:
        with database.transaction() as connection:
            seen = settings.get_or_put(connection, "count", 0)
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(1)"))
                seen = settings.get(connection, "count")
            settings.put(connection, "count", seen + 1)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count_up, range(64)))
    with database.reading() as connection:
        assert settings.get(connection, "count") == 64


def test_creating_again_changes_nothing(empty_database_url):
    database = Database(empty_database_url)
    database.create()
    database.create()
    with database.reading() as connection:
        assert version(connection) == HEAD
    database.dispose()


def test_two_at_once_create_one_database(empty_database_url):
    def create(_process: int) -> str | None:
        database = Database(empty_database_url)
        database.create()
        with database.reading() as connection:
            found = version(connection)
        database.dispose()
        return found

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(create, range(4))) == [HEAD] * 4


def test_newest_version_is_the_one_none_comes_after():
    assert schema._newest({"0001": None, "0040": "0001", "0036": "0040"}) == "0036"
    with pytest.raises(ValueError, match="unpack"):
        schema._newest({"0001": None, "0002": "0001", "0003": "0001"})


def test_migrations_and_tables_agree(empty_database_url):
    database = Database(empty_database_url)
    database.create()
    with database.reading() as connection:
        assert drift(connection) == []
    with database.transaction() as connection:
        connection.execute(text("ALTER TABLE setting ADD COLUMN odd INTEGER"))
    with database.reading() as connection:
        assert "odd" in str(drift(connection))
    database.dispose()


@pytest.mark.parametrize("url", ["mysql://localhost/x", "sqlite://", "sqlite:///:memory:"])
def test_other_databases_are_refused(url):
    with pytest.raises(ValueError, match="sqlite:///"):
        Database(url)


def test_moments_are_kept_to_the_microsecond(database):
    moment = datetime(2026, 11, 24, 2, 18, 0, 123456, tzinfo=UTC)
    with database.transaction() as connection:
        connection.execute(tables.sign_in_attempt.insert(), {"login": "a", "failures": 1, "last_at": moment})
        assert connection.execute(tables.sign_in_attempt.select()).one().last_at == moment


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_writers_of_one_process_take_turns(database_url, now, monkeypatch):
    """Two databases on one file stand for two parts of the server; neither may ever find the file locked."""
    monkeypatch.setattr(sqlite, "PRAGMAS", ("busy_timeout = 0",))
    parts = [Database(database_url), Database(database_url)]

    def write(number: int) -> None:
        with parts[number % 2].transaction() as connection:
            settings.put(connection, f"key{number % 3}", number)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(200)))
    for part in parts:
        part.dispose()


@pytest.fixture
def newer(database):
    """A database that a newer version has been at; it is given back as it was, as others use it after."""
    _write_version(database, "9999")
    yield database
    _write_version(database, HEAD)


def _write_version(database, found):
    with database.transaction() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :found"), {"found": found})


def test_data_of_a_newer_version_are_left_as_they_are(newer):
    with pytest.raises(Refused) as refused:
        newer.create()
    assert "9999" in refused.value.text("en") and HEAD in refused.value.text("en")
    with newer.reading() as connection:
        assert version(connection) == "9999"
