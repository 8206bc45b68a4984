"""Somebody stops a record's clocks: limits stand still, and go on from where they stood."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from definitions import NotAllowed, Refused
from flows import assignment, contacts, day_of, duplicates, look, pausing, timeline, trash
from flows.clocks.retiming import retime_portion
from forms import Invalid
from records import pauses, tasks, timers
from tests.flows.paths import PathWorld

PATH = """
start: one
silence: {after: 30 days, notify: [owner]}
stages:
  - id: one
    limit: 2 working days
    next: [two, lost]
    tasks:
      - id: call
        label: Call
        within: 4 working hours
        overdue: [{before: 30 minutes, notify: owner}, {notify: owner}]
  - {id: two, next: [won], limit: 1 working day}
  - {id: won, outcome: won}
  - {id: lost, outcome: lost}
"""


@pytest.fixture
def world(database):
    # A Tuesday, 10:00 in Shanghai.
    return PathWorld(database, datetime(2026, 11, 24, 2, 0, tzinfo=UTC), PATH)


@pytest.fixture
def order(world):
    record = world.submit()
    with world.work(row(world, record).owner) as work:
        assignment.accept(work, "order", record)
    return record


def pause(world, order, *, until=None, reason="on holiday", person=None):
    with world.work(person) as work:
        pausing.pause(work, "order", order, reason, until=until)


def resume(world, order, person=None):
    with world.work(person) as work:
        pausing.resume(work, "order", order)


def passes(world, **time):
    world.passes(**time)
    world.tick()


def due(world, order, task="call"):
    return world.tasks(order)[task].due_at


def row(world, order):
    with world.work() as work:
        return look(work, "order", order).row


def test_paused_limits_are_none(world, order):
    pause(world, order)
    assert due(world, order) is None and row(world, order).stage_due_at is None
    assert row(world, order).next_due_at is None


def test_nothing_fires_while_paused(world, order):
    pause(world, order)
    passes(world, days=3)
    assert not {"task_overdue", "stage_overdue"} & set(world.told(order))


def test_limits_go_on_with_what_was_left_of_them(world, order):
    before = due(world, order)
    passes(world, hours=1)
    pause(world, order)
    passes(world, days=2)
    resume(world, order)
    assert due(world, order) == before + timedelta(days=2)
    assert row(world, order).next_due_at == due(world, order)


def test_working_time_is_left_in_working_time(world, order):
    passes(world, hours=1)  # three of the four hours are left
    pause(world, order)
    passes(world, days=4, hours=2)  # a Saturday, 13:00
    resume(world, order)
    local = due(world, order).astimezone(UTC) + timedelta(hours=8)
    assert (local.weekday(), local.hour) == (0, 12)


def test_stage_limit_and_record_agree_after_resuming(world, order):
    pause(world, order)
    passes(world, days=1)
    resume(world, order)
    with world.work() as work:
        stays = [timer for timer in timers.running_of(work.connection, "order", order) if timer.kind == "stage_limit"]
    assert row(world, order).stage_due_at == stays[0].limit_at


def test_limit_that_passed_stays_passed(world, order):
    passes(world, hours=6)
    late = due(world, order)
    pause(world, order)
    assert due(world, order) == late
    passes(world, days=1)
    resume(world, order)
    assert due(world, order) == late


def test_pause_ends_by_itself_when_work_begins_on_its_day(world, order):
    pause(world, order, until=date(2026, 11, 26))
    passes(world, days=1, hours=22)  # 8:00 of that day
    assert row(world, order).paused_at is not None
    passes(world, hours=2)
    assert row(world, order).paused_at is None and due(world, order) is not None
    assert world.event(order, "clocks_resumed")["how"] == "time"


def test_owner_hears_that_the_clocks_run_on(world, order):
    pause(world, order, until=date(2026, 11, 26))
    passes(world, days=2)
    assert any("恢复计时" in title for title in world.notices(row(world, order).owner))


def test_new_end_takes_the_place_of_the_first(world, order):
    pause(world, order, until=date(2026, 11, 26))
    pause(world, order, until=date(2026, 12, 1), reason="longer")
    passes(world, days=3)
    with world.work() as work:
        current = pauses.current(work.connection, "order", order)
    assert (current.reason, row(world, order).paused_until.date()) == ("longer", date(2026, 12, 1))


def test_what_begins_meanwhile_is_held_too(world, order):
    pause(world, order)
    other = world.zhao if row(world, order).owner == world.lin else world.lin
    with world.work(world.manager) as work:
        assignment.assign(work, "order", order, to=other)
    assert due(world, order) is None
    with world.work() as work:
        running = [one for one in timers.running_of(work.connection, "order", order) if one.kind in pausing.HELD]
    assert running and all(one.paused_at is not None for one in running)


def test_moving_on_ends_the_pause(world, order):
    pause(world, order)
    world.advance(order, "two")
    assert row(world, order).paused_at is None and row(world, order).stage_due_at is not None
    assert world.event(order, "clocks_resumed")["how"] == "moved"


def test_ended_record_is_paused_no_more(world, order):
    pause(world, order, until=date(2026, 12, 1))
    world.advance(order, "lost")
    with world.work() as work:
        assert pauses.current(work.connection, "order", order) is None
        assert timers.running_of(work.connection, "order", order) == ()


def test_calendar_of_another_day_counts_from_the_resumption(world, order):
    pause(world, order)
    passes(world, days=1)
    resume(world, order)
    before = due(world, order)
    with world.work() as work:
        retime_portion(work, None)
    assert due(world, order) == before


def test_promise_keeps_its_moment(world, order):
    with world.work(row(world, order).owner) as work:
        said = {"way": "call", "outcome": "reached", "content": "Later"}
        contacts.log(work, "order", order, **said, next_step="Call again", next_at=world.now + timedelta(days=3))
    pause(world, order)
    assert due(world, order, "next_step") == world.now + timedelta(days=3)


def test_it_wants_a_reason_and_a_day_to_come(world, order):
    with pytest.raises(Invalid) as invalid:
        pause(world, order, reason=" ", until=date(2026, 11, 20))
    assert {(one.field, one.code) for one in invalid.value.errors} == {
        ("reason", "required"),
        ("until", "not_in_the_future"),
    }


@pytest.mark.parametrize("until", [date(1, 1, 1), datetime.max.replace(tzinfo=timezone(timedelta(hours=-8)))])
def test_day_of_no_calendar_is_refused(world, order, until):
    with pytest.raises(Invalid):
        pause(world, order, until=until)


def test_only_who_has_the_right_pauses(database):
    role = "kind: role\nid: rep\nlabel: Rep\nforms: {order: {see: own, do: [edit, advance, log, complete]}}\n"
    world = PathWorld(database, datetime(2026, 11, 24, 2, 0, tzinfo=UTC), PATH, roles__rep=role)
    order = world.submit()
    with world.work() as work:
        owner = look(work, "order", order).owner
    with pytest.raises(NotAllowed):
        pause(world, order, person=owner)


def test_what_runs_not_is_refused(world, order):
    with pytest.raises(Refused):
        resume(world, order)
    world.advance(order, "lost")
    with pytest.raises(Refused):
        pause(world, order)


def test_story_says_why_and_until_when(world, order):
    pause(world, order, until=date(2026, 12, 1))
    with world.work() as work:
        told = next(one for one in timeline.timeline(work, look(work, "order", order)) if one.kind == "clocks_paused")
    assert told.words == "on holiday" and "12-01" in told.text("en")


def test_day_shows_it_last_and_why(world, order):
    owner = row(world, order).owner
    pause(world, order, until=date(2026, 12, 1), person=world.manager)
    with world.work(owner) as work:
        items = [item for _, group in day_of(work).groups() for item in group]
    assert items[-1].paused and "on holiday" in items[-1].why.text("en")


def test_what_was_promised_stands_where_it_would(world, order):
    owner = row(world, order).owner
    with world.work(owner) as work:
        said = {"way": "call", "outcome": "reached", "content": "Later"}
        contacts.log(work, "order", order, **said, next_step="Call again", next_at=world.now + timedelta(minutes=30))
    pause(world, order, until=date(2026, 12, 1), person=world.manager)
    with world.work(owner) as work:
        first = day_of(work).first
    assert first.task == "next_step" and "on holiday" not in first.why.text("en")


def test_record_taken_out_of_the_trash_is_still_paused(world, order):
    pause(world, order, person=world.manager)
    with world.work(world.manager) as work:
        trash.trash(work, "order", order)
    passes(world, hours=1)
    with world.work(world.manager) as work:
        trash.restore(work, "order", order)
    with world.work() as work:
        held = [one for one in timers.running_of(work.connection, "order", order) if one.kind in pausing.HELD]
    assert held and all(one.paused_at is not None for one in held)
    resume(world, order, world.manager)
    assert due(world, order) is not None


def in_the_trash(world, order, **time):
    with world.work(world.manager) as work:
        trash.trash(work, "order", order)
    passes(world, **time)
    with world.work(world.manager) as work:
        trash.restore(work, "order", order)


def test_what_was_left_is_left_after_the_trash_too(world, order):
    before = due(world, order)
    passes(world, hours=1)
    pause(world, order, person=world.manager)
    passes(world, days=1)
    in_the_trash(world, order, days=1)
    passes(world, days=1)
    resume(world, order, world.manager)
    assert due(world, order) == before + timedelta(days=3)


def test_pause_ends_on_its_day_whatever_lay_in_the_trash(world, order):
    pause(world, order, until=date(2026, 11, 27), person=world.manager)
    in_the_trash(world, order, days=2)
    assert row(world, order).paused_at is not None
    passes(world, days=1)
    assert row(world, order).paused_at is None


def uncalled(world, order):
    """Nobody has to call, nor has called: another record's call comes along when that becomes part of this one."""
    with world.work() as work:
        tasks.close_of(work.connection, "order", order, work.now)
        timers.cancel_of(work.connection, "order", order, work.now, kinds=["task_overdue"])


@pytest.mark.parametrize("paused", ["kept", "gone"])
def test_clocks_that_come_with_a_merge_stand_as_the_record_does(world, order, paused):
    other = world.submit()
    uncalled(world, order)
    pause(world, order if paused == "kept" else other, person=world.manager)
    passes(world, hours=1)
    with world.work(world.manager) as work:
        duplicates.merge(work, "order", order, other, {})
    with world.work() as work:
        clocks = [one for one in timers.running_of(work.connection, "order", order) if one.kind == "task_overdue"]
    assert len(clocks) == 1 and {one.paused_at is not None for one in clocks} == {paused == "kept"}


def shown_and_counted(world, order):
    """The limits of a record's tasks as rows show them, and as their timers have them."""
    with world.work() as work:
        rows = {row.id: row.due_at for row in tasks.open_of(work.connection, "order", order)}
        clocks = [one for one in timers.running_of(work.connection, "order", order) if one.kind == "task_overdue"]
    return rows, {one.data["ref"]: one.limit_at for one in clocks}


def test_limits_that_are_shown_move_with_the_clocks_of_the_trash(world, order):
    before, stay = due(world, order), row(world, order).stage_due_at
    passes(world, hours=1)
    in_the_trash(world, order, days=1)
    rows, clocks = shown_and_counted(world, order)
    assert due(world, order) == row(world, order).next_due_at == before + timedelta(days=1)
    assert row(world, order).stage_due_at == stay + timedelta(days=1)
    assert clocks and clocks.items() <= rows.items()


def test_agreed_moment_stays_through_the_trash(world, order):
    agreed = world.now + timedelta(days=3)
    with world.work(row(world, order).owner) as work:
        said = {"way": "call", "outcome": "reached", "content": "x"}
        contacts.log(work, "order", order, **said, next_step="Call again", next_at=agreed)
    in_the_trash(world, order, days=1)
    assert due(world, order, "next_step") == agreed


def test_what_is_late_comes_late_out_of_the_trash(world, order):
    before = due(world, order)
    passes(world, days=2)
    in_the_trash(world, order, days=1)
    assert due(world, order) == before


@pytest.mark.parametrize("paused", ["kept", "gone", "none"])
def test_task_that_ended_by_a_merge_has_what_was_left_when_that_is_undone(world, order, paused):
    before = due(world, other := world.submit())
    if paused != "none":
        pause(world, order if paused == "kept" else other, person=world.manager)
    with world.work(world.manager) as work:
        number = duplicates.merge(work, "order", order, other, {})
    passes(world, hours=1)
    with world.work(world.manager) as work:
        duplicates.unmerge(work, number)
    rows, clocks = shown_and_counted(world, other)
    assert clocks.items() <= rows.items() and due(world, other) == before + timedelta(hours=1)


@pytest.mark.parametrize(("paused", "stood"), [("kept", 1), ("gone", 0), ("none", 0)])
def test_merge_that_is_undone_gives_limits_back_with_their_clocks(world, order, paused, stood):
    before = due(world, other := world.submit())
    uncalled(world, order)
    if paused != "none":
        pause(world, order if paused == "kept" else other, person=world.manager)
    with world.work(world.manager) as work:
        number = duplicates.merge(work, "order", order, other, {})
    passes(world, hours=1)
    with world.work(world.manager) as work:
        duplicates.unmerge(work, number)
    rows, clocks = shown_and_counted(world, other)
    assert clocks.items() <= rows.items() and clocks
    assert due(world, other) == row(world, other).next_due_at == before + timedelta(hours=stood)
    held = [one.paused_at for one in running(world, other)]
    assert held and not any(held)


def running(world, order):
    with world.work() as work:
        return [one for one in timers.running_of(work.connection, "order", order) if one.kind in pausing.HELD]
