"""A value that was asked for is somebody's until their transaction ends."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from records import holds


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    ("mine", "theirs", "waits"),
    [
        (["a"], ["a"], True),
        (["a"], ["b"], False),
        (["a", "b"], ["c", "b"], True),
        ([str(n) for n in range(500)], ["b"], True),
        (["b"], [str(n) for n in range(500)], True),
        (["a"], [], False),
    ],
)
def test_same_value_waits_for_its_holder(database, second_database, mine, theirs, waits):
    with database.transaction() as first:
        holds.hold(first, "ticket.same", mine)
        assert has_to_wait(second_database, theirs) is waits
    assert not has_to_wait(second_database, theirs)


@pytest.fixture
def second_database(database_url):
    """Another process at the same database."""
    from records import Database

    database = Database(database_url)
    yield database
    database.dispose()


def has_to_wait(database, values) -> bool:
    try:
        with database.transaction() as connection:
            connection.execute(text("SET LOCAL lock_timeout = 300"))
            holds.hold(connection, "ticket.same", values)
    except OperationalError:
        return True
    return False
