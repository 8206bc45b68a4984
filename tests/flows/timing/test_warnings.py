"""Warn before, tell at, escalate after: the steps around a limit, and what they leave behind."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from accounts import NewPerson, people, teams
from accounts.calendars import add_leave
from flows import assignment, contacts
from records import events, tables, tasks
from tests.world import done

CALL = "overdue: [{notify: owner}, {after: 1 working hour, escalate: superior}]\n      - {id: note"
STEPS = """overdue:
          - {before: 30 minutes, notify: owner}
          - {notify: owner}
          - {after: 1 working hour, escalate: superior}
          - {after: 2 working hours, escalate: superior}
      - {id: note"""


@pytest.fixture
def world(timed):
    return timed((CALL, STEPS))


def accepted(world):
    order = world.submit()
    with world.work(world.row(order).owner) as work:
        assignment.accept(work, "order", order)
    world.deliver()
    return order


def kinds(world, order, *wanted):
    return [kind for kind in world.told(order) if kind in wanted]


def about_the_call(world, person):
    return [title for title in world.notices(person) if "首轮电话" in title]


def call_of(world, order):
    with world.work() as work:
        return next(row for row in tasks.of_record(work.connection, "order", order) if row.task == "call")


def finish_the_call(world, order):
    call = call_of(world, order)
    with world.work() as work:
        done(work, call.id)


def test_owner_is_warned_before_the_limit(world):
    order = accepted(world)
    world.passes(hours=3, minutes=35)
    world.tick()
    assert about_the_call(world, world.row(order).owner)[-1].endswith("的「首轮电话」快到时限")
    assert not kinds(world, order, "task_overdue", "escalated")


def test_task_done_in_time_warns_nobody(world):
    order = accepted(world)
    finish_the_call(world, order)
    world.passes(hours=8)
    world.tick()
    assert about_the_call(world, world.row(order).owner) == []


def test_warning_after_a_long_downtime_is_none(world):
    order = accepted(world)
    world.passes(hours=4, minutes=10)
    world.tick()
    assert [title[-3:] for title in about_the_call(world, world.row(order).owner)] == ["超时了"]


def test_limit_is_breached_also_where_nobody_is_told(timed):
    world = timed((CALL, "overdue: [{after: 1 working hour, escalate: superior}]\n      - {id: note"))
    order = accepted(world)
    world.passes(hours=4, minutes=5)
    world.tick()
    assert kinds(world, order, "task_overdue", "escalated") == ["task_overdue"]
    assert call_of(world, order).overdue_at == world.now


def test_escalation_climbs_from_superior_to_superior(world):
    order = accepted(world)
    above(world)
    world.passes(hours=5, minutes=5)
    world.tick()
    world.passes(hours=1)
    world.tick()
    assert escalated_to(world, order) == [[world.manager], [world.director]]


def test_superior_on_leave_is_passed_over(world):
    order = accepted(world)
    above(world)
    with world.work() as work:
        add_leave(work.connection, world.manager, (world.now, world.now + timedelta(days=3)))
    world.passes(hours=5, minutes=5)
    world.tick()
    assert escalated_to(world, order) == [[world.director]]


def above(world):
    """Somebody above the manager."""
    with world.work() as work:
        world.director = people.add(work, NewPerson("xu", "徐总", "manager")).id
        house = teams.add(work, teams.NewTeam("house", "House", superior=world.director))
        teams.move(work, world.team, house.id)


def escalated_to(world, order):
    with world.work() as work:
        told = reversed(events.timeline(work.connection, "order", order))
        return [event.data["to"] for event in told if event.data.get("of") == "task_overdue"]


def test_lateness_is_kept_in_both_times(world):
    order = accepted(world)
    world.passes(hours=3, minutes=42)
    world.passes(days=1)
    finish_the_call(world, order)
    row = ended(world, tables.task, task="call")
    assert (row.wall_seconds, row.working_seconds) == (99720, 38520)
    assert (row.late_wall_seconds, row.late_working_seconds) == (85320, 27720)


def ended(world, table, **where):
    with world.work() as work:
        theirs = [table.c[name] == value for name, value in where.items()]
        return work.connection.execute(select(table).where(*theirs)).one()


def test_response_of_the_owner_is_kept_with_the_assignment(world):
    order = world.submit()
    world.passes(minutes=20)
    with world.work(world.row(order).owner) as work:
        assignment.accept(work, "order", order)
    world.passes(hours=2, minutes=30)
    with world.work(world.row(order).owner) as work:
        contacts.log(work, "order", order, way="call", outcome="reached", content="x")
    row = ended(world, tables.assignment, record=order)
    assert (row.answer_working_seconds, row.contacted_at) == (1200, world.now)
    assert (row.response_wall_seconds, row.response_working_seconds) == (170 * 60, 110 * 60)


def test_promised_step_reminds_then_tells_then_escalates(world):
    order = accepted(world)
    owner = world.row(order).owner
    with world.work(owner) as work:
        at = world.now + timedelta(hours=5)
        contacts.log(work, "order", order, way="call", outcome="reached", content="x", next_step="寄样品", next_at=at)
    for hours in (4.8, 0.3, 9):
        world.passes(hours=hours)
        world.tick()
    world.passes(hours=15)
    world.tick()
    mine = [title for title in world.notices(owner) if "寄样品" in title]
    assert [title[-4:] for title in mine] == ["快到时限", "」超时了"]
    assert any("寄样品" in title for title in world.notices(world.manager))


def test_stage_says_who_hears_of_a_long_stay(timed):
    overdue = "\n    overdue: [{after: 1 working hour, notify: superior}]"
    world = timed(("limit: 1 working day", "limit: 1 working day" + overdue))
    order = accepted(world)
    world.passes(days=1, minutes=1)
    world.tick()
    told = [title for title in world.notices(world.manager) if "停太久" in title]
    assert ("stage_overdue" in world.told(order), told) == (True, [])
    world.passes(hours=1)
    world.tick()
    assert [title for title in world.notices(world.manager) if "停太久" in title]
