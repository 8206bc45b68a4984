"""The databases that tests get are empty, whatever the test before them left behind."""

import pytest
from sqlalchemy import create_engine, inspect, select, text

from records import Database
from records import tables as fixed


def execute(url: str, *statements: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def tables(url: str) -> set[str]:
    engine = create_engine(url)
    names = set(inspect(engine).get_table_names())
    engine.dispose()
    return names


def count(url: str, table: str) -> int:
    engine = create_engine(url)
    with engine.begin() as connection:
        number = connection.scalar(text(f"SELECT count(*) FROM {table}"))
    engine.dispose()
    return number


def test_a_fresh_database_has_the_fixed_tables(store):
    assert {"alembic_version", "event", "outbox"} <= tables(store.fresh())


def test_tables_that_a_test_made_are_gone(store):
    execute(store.fresh(), "CREATE TABLE r_ticket (id integer primary key)")
    assert "r_ticket" not in tables(store.fresh())


def test_another_database_is_none_of_the_others(store):
    one, other = store.another(), store.another()
    execute(one, "DROP TABLE outbox")
    assert "outbox" in tables(other) & tables(store.fresh())
    store.forget(one)
    store.forget(other)


def test_the_migration_version_survives(store):
    store.fresh()
    assert count(store.fresh(), "alembic_version") == 1


def test_a_dropped_fixed_table_comes_back(store):
    url = store.fresh()
    before = tables(url)
    execute(url, "DROP TABLE alembic_version")
    assert tables(store.fresh()) == before


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_a_forgotten_connection_holds_nobody_up(store):
    engine = create_engine(store.fresh())
    with engine.connect() as forgotten:
        forgotten.execute(text("LOCK TABLE alembic_version"))
        assert count(store.fresh(), "alembic_version") == 1
        forgotten.invalidate()
    engine.dispose()


def test_an_empty_database_has_no_tables(empty_database_url):
    assert tables(empty_database_url) == set()


def test_the_queue_server_speaks_redis(redis_url):
    from redis import Redis

    with Redis.from_url(redis_url) as queue:
        assert queue.set("key", "value")
        assert queue.get("key") == b"value"


def test_databases_of_one_kind_share_the_words_of_a_statement(sqlite_store, postgresql_store):
    one, other, of_another_kind = (words_in(store.fresh()) for store in (sqlite_store, sqlite_store, postgresql_store))
    assert one is other
    assert one.dialect.name == "sqlite"
    assert of_another_kind.dialect.name == "postgresql"


def words_in(url: str):
    database = Database(url)
    with database.reading() as connection:
        words = connection.execute(select(fixed.event.c.kind).where(fixed.event.c.record == 7)).context.compiled
    database.dispose()
    return words
