"""A copy of the database answers instead of it, and the database itself while the copy is away."""

import pytest
from sqlalchemy.exc import DBAPIError

from records import Database, Replica, settings


def test_the_copy_answers(database, database_url, store):
    copy_url = store.fresh()
    copy = Database(copy_url)
    for one, value in ((database, "new"), (copy, "old")):
        with one.transaction() as connection:
            settings.put(connection, "age", value)
    replica = Replica(copy_url, database)
    with replica.reading() as connection:
        assert settings.get(connection, "age") == "old"
    for each in (replica, copy):
        each.dispose()
    store.forget(copy_url)


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize("url", ["postgresql://nobody@127.0.0.1:1/nothing?connect_timeout=2"])
def test_while_the_copy_is_away_the_database_answers(database, url):
    with database.transaction() as connection:
        settings.put(connection, "age", "new")
    replica = Replica(url, database)
    for _ in range(2):
        with replica.reading() as connection:
            assert settings.get(connection, "age") == "new"


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_what_goes_wrong_in_the_middle_is_not_asked_twice(database, database_url):
    replica = Replica(database_url, database)
    with pytest.raises(DBAPIError), replica.reading() as connection:
        settings.put(connection, "age", "never")
