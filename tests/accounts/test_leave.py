"""Leave: whole days as people mean them, and the calendar that knows of them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event

from accounts import absences, calendar_of, calendars_of, leave_of, on_leave, people
from definitions import Duration, NotAllowed, NotFound, Refused

HOUR = Duration.parse("1 working hour")


def test_leave_covers_both_of_its_days(house):
    leave = absences.add(house.work, house.min.id, date(2026, 11, 24), date(2026, 11, 25), "结婚")
    assert leave.starts_at == datetime(2026, 11, 23, 16, tzinfo=UTC)
    assert leave.ends_at == datetime(2026, 11, 25, 16, tzinfo=UTC)
    assert leave_of(house.work.connection, [house.min.id, house.bo.id]) == {house.min.id: (leave,), house.bo.id: ()}


@pytest.mark.parametrize("day", [date.min, date.max])
def test_leave_at_the_end_of_time_is_refused(house, day):
    with pytest.raises(Refused):
        absences.add(house.work, house.min.id, day, day)


def test_a_persons_calendar_knows_their_leave(house):
    absences.add(house.work, house.min.id, date(2026, 11, 24), date(2026, 11, 25))
    due = calendar_of(house.work, house.min.id).add(house.work.now, HOUR)
    assert due == datetime(2026, 11, 26, 2, tzinfo=UTC)
    assert calendar_of(house.work, house.bo).add(house.work.now, HOUR) == datetime(2026, 11, 24, 3, 18, tzinfo=UTC)


def test_nobody_in_particular_has_the_houses_calendar(house):
    assert calendar_of(house.work, None).absences == ()
    assert calendar_of(house.work, 999) is calendar_of(house.work, None)


def test_many_calendars_cost_one_query(house):
    absences.add(house.work, house.min.id, date(2026, 11, 24), date(2026, 11, 25))
    everybody, asked = people.listing(house.work.connection), []
    event.listen(house.work.connection, "before_cursor_execute", lambda *args: asked.append(args[2]))
    found = calendars_of(house.work, everybody)
    assert len(asked) == 1
    assert [len(found[person.id].absences) for person in (house.min, house.bo)] == [1, 0]


def test_calendars_are_found_once_and_kept(house):
    absences.add(house.work, house.min.id, date(2026, 11, 24), date(2026, 11, 25))
    assert calendar_of(house.work, house.min) is calendar_of(house.work, house.min)


def test_who_is_away_now(house):
    leave = absences.add(house.work, house.min.id, date(2026, 11, 24), date(2026, 11, 24))
    assert on_leave(house.work.connection, house.work.now) == {house.min.id: leave}
    assert on_leave(house.work.connection, leave.ends_at) == {}


def test_cancelled_leave_is_worked(house):
    leave = absences.add(house.work, house.min.id, date(2026, 11, 24), date(2026, 11, 24))
    absences.cancel(house.acting(house.min), leave.id)
    assert on_leave(house.work.connection, house.work.now) == {}
    with pytest.raises(NotFound):
        absences.cancel(house.work, leave.id)


@pytest.mark.parametrize(("first", "last"), [("2026-11-25", "2026-11-23"), ("2026-11-24", "2096-11-24")])
def test_leave_that_cannot_be_meant(house, first, last):
    with pytest.raises(Refused) as refused:
        absences.add(house.work, house.min.id, date.fromisoformat(first), date.fromisoformat(last))
    assert refused.value.code in ("leave_reversed", "leave_too_long")


def test_leave_is_written_by_oneself_or_ones_superior(house):
    day = date(2026, 11, 24)
    for person in (house.min, house.fang, house.wen, house.admin):
        assert absences.add(house.acting(person), house.min.id, day, day).person == house.min.id
    with pytest.raises(NotAllowed):
        absences.add(house.acting(house.bo), house.min.id, day, day)


def test_leave_counts_in_the_persons_zone(house):
    abroad = people.change(house.work, house.min.id, timezone="Europe/Berlin")
    leave = absences.add(house.work, abroad.id, date(2026, 11, 24), date(2026, 11, 24))
    assert leave.starts_at == datetime(2026, 11, 23, 23, tzinfo=UTC)
    assert replace(leave, reason="x").person == abroad.id
