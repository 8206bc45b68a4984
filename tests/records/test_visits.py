"""Stays in stages."""

from datetime import timedelta

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import select, update

from records import Event, StageVisit, events, tables, visits
from records.engine.schema import MIGRATIONS

HOUR = timedelta(hours=1)


def a_visit(now, record: int = 1, stage: str = "new", **values: object) -> StageVisit:
    return StageVisit("ticket", record, "repair", stage, now, **values)


def test_a_record_is_in_the_stage_it_entered(database, now):
    with database.transaction() as connection:
        visits.enter(connection, a_visit(now, owner=4, due_at=now + HOUR))
        stay = visits.current(connection, "ticket", 1)
    assert (stay.stage, stay.owner, stay.due_at, stay.left_at) == ("new", 4, now + HOUR, None)


def test_leaving_closes_the_stay(database, now):
    with database.transaction() as connection:
        visits.enter(connection, a_visit(now))
        assert visits.leave(connection, "ticket", 1, now + HOUR, to="repaired")
        assert not visits.leave(connection, "ticket", 1, now + HOUR)
        assert visits.current(connection, "ticket", 1) is None
        (stay,) = visits.of_record(connection, "ticket", 1)
    assert (stay.left_at, stay.left_to) == (now + HOUR, "repaired")


def test_a_life_is_told_in_its_order(database, now):
    with database.transaction() as connection:
        for stage in ("new", "repaired", "new"):
            visits.leave(connection, "ticket", 1, now)
            visits.enter(connection, a_visit(now, stage=stage))
        stays = visits.of_record(connection, "ticket", 1)
    assert [stay.stage for stay in stays] == ["new", "repaired", "new"]


def test_many_enter_and_leave_at_once(database, now):
    with database.transaction() as connection:
        visits.enter_many(connection, [a_visit(now, record) for record in range(1, 1201)])
        assert visits.leave_many(connection, "ticket", range(1, 1101), now) == 1100
        assert set(visits.current_of_many(connection, "ticket", range(1, 1201))) == set(range(1101, 1201))


def test_those_that_leave_at_once_keep_whether_anything_was_done(database, now):
    with database.transaction() as connection:
        visits.enter_many(connection, [a_visit(now, record) for record in (1, 2)])
        events.append(connection, Event("ticket", 1, "contact_logged", now + HOUR / 2))
        visits.leave_many(connection, "ticket", (1, 2), now + HOUR)
        assert acted(connection) == [True, False]


def test_a_stay_that_was_left_earlier_keeps_what_was_done_until_then(database, now):
    with database.transaction() as connection:
        ids = visits.enter_many(connection, [a_visit(now, 1, left_at=now + HOUR), a_visit(now, 2, left_at=now + HOUR)])
        events.append(connection, Event("ticket", 1, "contact_logged", now + HOUR / 2))
        events.append(connection, Event("ticket", 2, "contact_logged", now + 2 * HOUR))
        visits.keep_whether_acted(connection, ids)
        assert acted(connection) == [True, False]


@pytest.fixture
def older(database):
    """A database as it was before stays that were passed through knew whether anything was done in them."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.transaction() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0040")
    yield database
    database.create()


def test_what_older_versions_left_open_is_found_out_afterwards(older, now):
    with older.transaction() as connection:
        for record in (1, 2):
            visits.enter(connection, a_visit(now, record, left_at=now + HOUR))
        visits.enter(connection, a_visit(now, 3))
        connection.execute(update(tables.stage_visit).where(tables.stage_visit.c.record == 3).values(acted=True))
        events.append(connection, Event("ticket", 1, "contact_logged", now + HOUR / 2))
    older.create()
    with older.reading() as connection:
        assert acted(connection) == [True, False, None]


def acted(connection):
    return list(connection.scalars(select(tables.stage_visit.c.acted).order_by(tables.stage_visit.c.id)))
