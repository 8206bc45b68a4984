"""The roster: kept while nobody changes people, teams or leave, and read anew as soon as somebody does."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from accounts import Roster, calendar_of, on_leave, people, roster_of, teams
from accounts.calendars import add_leave, cancel_leave

HOUR = timedelta(hours=1)


@pytest.fixture
def statements(house):
    """The statements of this transaction."""
    seen = []

    def note(_connection, _cursor, statement, *_rest):
        seen.append(statement)

    event.listen(house.work.connection, "before_cursor_execute", note)
    yield seen
    event.remove(house.work.connection, "before_cursor_execute", note)


def names_in(roster: Roster) -> set[str]:
    return {person.name for person in roster.people}


def test_nothing_changed_costs_one_statement(house, statements):
    first = roster_of(house.work.connection)
    statements.clear()
    assert roster_of(house.work.connection) is first
    assert len(statements) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda house: people.change(house.work, house.min.id, name="闵小敏"),
        lambda house: people.change(house.work, house.min.id, paused=True),
        lambda house: people.deactivate(house.work, house.bo.id),
        lambda house: teams.set_superior(house.work, house.west.id, house.wen.id),
        lambda house: teams.move(house.work, house.west.id, None),
        lambda house: add_leave(house.work.connection, house.bo.id, (house.work.now, house.work.now + HOUR)),
    ],
    ids=["name", "paused", "left", "superior", "moved", "leave"],
)
def test_any_change_is_seen_at_once(house, change):
    before = roster_of(house.work.connection)
    change(house)
    assert roster_of(house.work.connection) is not before


def test_whoever_left_is_known_but_works_no_more(house):
    people.deactivate(house.work, house.bo.id)
    roster = roster_of(house.work.connection)
    assert house.bo.name not in names_in(roster)
    assert not roster.by_id[house.bo.id].active


def test_leave_counts_while_it_lasts(house):
    now, connection = house.work.now, house.work.connection
    add_leave(connection, house.bo.id, (now - HOUR, now + HOUR))
    longer = add_leave(connection, house.bo.id, (now, now + 3 * HOUR))
    assert roster_of(connection).away(now) == {house.bo.id: now + 3 * HOUR}
    cancel_leave(connection, longer.id)
    assert roster_of(connection).away(now).keys() == on_leave(connection, now).keys()
    assert roster_of(connection).away(now + HOUR) == {}


def test_calendars_are_those_read_one_by_one(house):
    now, connection = house.work.now, house.work.connection
    add_leave(connection, house.bo.id, (now - HOUR, now + 9 * HOUR))
    roster = roster_of(connection)
    for person in (house.bo.id, house.min.id, None):
        assert roster.calendar(house.work.catalog, person) is calendar_of(house.work, person)


def test_state_taken_back_is_never_mistaken(database, house, catalog):
    connection = house.work.connection
    before = names_in(roster_of(connection))
    with pytest.raises(LookupError), connection.begin_nested():
        people.change(house.work, house.min.id, name="甲")
        assert "甲" in names_in(roster_of(connection))
        raise LookupError
    assert names_in(roster_of(connection)) == before
    people.change(house.work, house.min.id, name="乙")
    assert "乙" in names_in(roster_of(connection))
