"""What happens when nobody does anything: told, escalated, caught up, and each of it once."""

from datetime import timedelta
from threading import Thread

import pytest

from flows import assignment, contacts, tick
from flows.clocks.timers import HANDLERS
from records import events, outbox, tasks, timers
from tests.world import done


@pytest.fixture
def order(world):
    return accepted(world, world.submit())


def accepted(world, record):
    with world.work(world.row(record).owner) as work:
        assignment.accept(work, "order", record)
    world.deliver()
    return record


def overdue_notices(world, person):
    return [title for title in world.notices(person) if "首轮电话" in title]


def test_nothing_fires_before_it_is_due(world, order):
    world.passes(minutes=30)
    assert world.tick().fired == 0


def test_overdue_task_is_told_to_its_owner(world, order):
    world.passes(hours=4, minutes=5)
    world.tick()
    assert "task_overdue" in world.told(order) and "escalated" not in world.told(order)
    with world.work() as work:
        call = next(row for row in tasks.of_record(work.connection, "order", order) if row.task == "call")
    assert call.overdue_at == world.now
    assert overdue_notices(world, call.assignee)


def test_still_overdue_goes_up_to_the_superior(world, order):
    world.passes(hours=5, minutes=5)
    world.tick()
    assert "escalated" in world.told(order)
    assert any("首轮电话" in title for title in world.notices(world.manager))
    assert any("「首次响应（3 个工作小时）」超时" in title for title in world.notices(world.manager))


def test_done_in_time_tells_nobody(world, order):
    with world.work() as work:
        for row in tasks.open_of(work.connection, "order", order):
            done(work, row.id)
    world.passes(hours=5)
    world.tick()
    assert not {"task_overdue", "response_overdue", "escalated"} & set(world.told(order))


def test_second_tick_changes_nothing(world, order):
    world.passes(hours=6)
    world.tick()
    before = world.told(order)
    assert world.tick().fired == 0
    assert world.told(order) == before


def test_day_of_downtime_is_caught_up_in_order(world, order):
    world.passes(days=1)
    world.tick()
    told = [kind for kind in world.told(order) if kind in ("task_overdue", "escalated", "stage_overdue")]
    assert told[0] == "task_overdue"
    assert told.count("escalated") >= 1


def test_silence_is_told_and_told_again(world, order):
    contact(world, order)
    world.passes(days=31)
    world.tick()
    world.passes(days=31)
    world.tick()
    assert world.told(order).count("fell_silent") == 2


def test_contact_starts_silence_anew(world, order):
    contact(world, order)
    world.passes(days=29)
    contact(world, order)
    world.passes(days=29)
    world.tick()
    assert "fell_silent" not in world.told(order)


def contact(world, order):
    with world.work() as work:
        later = world.now + timedelta(days=400)
        contacts.log(work, "order", order, way="call", outcome="reached", content="x", next_step="y", next_at=later)


def test_untouched_is_told_after_three_days(world, order):
    world.passes(days=3, hours=1)
    world.tick()
    assert "left_untouched" in world.told(order)


def test_storm_is_one_notice_with_a_count(world):
    for number in range(20):
        accepted(world, world.submit(customer=f"客户 {number}", phone=f"138001381{number:02}"))
    world.passes(days=1)
    world.tick()
    told = world.notices(world.manager)
    assert len([title for title in told if "到了时限" in title]) == 1
    assert len(told) == 6


def test_handler_that_fails_holds_up_nobody(world, order, monkeypatch):
    def fails(*_):
        raise RuntimeError("broken")

    HANDLERS.names()  # all are there before one is broken
    monkeypatch.setitem(HANDLERS._items, "first_response", fails)
    world.passes(hours=5)
    ticked = world.tick()
    assert ticked.failed == 1
    assert "task_overdue" in world.told(order)
    with world.work() as work:
        assert "broken" in timers.failing(work.connection)[0].error


def test_failed_timer_fires_when_it_can_again(world, order, monkeypatch):
    HANDLERS.names()
    with monkeypatch.context() as broken:
        broken.setitem(HANDLERS._items, "first_response", lambda *_: 1 / 0)
        world.passes(hours=5)
        world.tick()
    world.passes(hours=1)
    world.tick()
    assert "response_overdue" in world.told(order)


def test_two_clocks_fire_each_timer_once(world):
    for number in range(6):
        world.submit(phone=f"138001381{number:02}")
    world.passes(days=1)
    clocks = [Thread(target=tick, args=(world.database, world.catalog, world.now)) for _ in range(2)]
    for clock in clocks:
        clock.start()
    for clock in clocks:
        clock.join()
    with world.work() as work:
        found = events.latest_of_kind(work.connection, "response_overdue", since=world.now)
    assert len(found) == len({event.record for event in found}) == 6


def test_trashed_record_stays_quiet(world, order):
    from flows.subject import look
    from records import store

    with world.work() as work:
        subject = look(work, "order", order)
        store.update_unversioned(work.connection, subject.table, order, {"trashed_at": world.now})
    world.passes(days=2)
    world.tick()
    assert "task_overdue" not in world.told(order)


def test_notice_twice_is_one_notification(world, order):
    from flows import perform

    world.passes(hours=5)
    tick(world.database, world.catalog, world.now)
    with world.work() as work:
        rows = outbox.claim(work.connection, world.now, limit=100)
        for row in (*rows, *rows):
            perform(work, row)
    owner = world.row(order).owner
    assert len(overdue_notices(world, owner)) == len(set(overdue_notices(world, owner))) == 1


def test_notice_speaks_its_readers_language(world, order):
    from accounts import people

    with world.work() as work:
        people.change(work, world.manager, language="en")
    world.passes(hours=6)
    world.tick()
    assert any("First call" in title for title in world.notices(world.manager))
