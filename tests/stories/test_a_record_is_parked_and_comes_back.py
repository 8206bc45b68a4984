"""Parked is not lost: the record comes back on its day, by itself, with the words that open the door again."""

from flows import assignment, stages
from flows.day.ahead import day_of
from records import tasks
from tests.world import done

PARKED = {"park_reason": "今年预算用完", "wake_on": "2027-02-09", "hook": "问预算批复"}


def test_a_record_is_parked_and_comes_back(world):
    order = world.submit(need="轴承", amount=200000)
    lin = world.row(order).owner
    with world.work(lin) as work:
        assignment.accept(work, "order", order)
        call = next(row for row in tasks.open_of(work.connection, "order", order) if row.task == "call")
        done(work, call.id)
        stages.advance(work, "order", order, "quote")
        stages.advance(work, "order", order, "parked", answers=PARKED)

    # For eleven weeks nobody hears of it.
    world.deliver()
    before = world.notices(lin)
    for _ in range(10):
        world.passes(days=7)
        world.tick()
    assert world.notices(lin) == before
    with world.work(lin) as work:
        assert day_of(work).items == ()

    # On its morning it lies in the owner's day, in the stage where it was left, with its hook.
    world.passes(days=7)
    world.tick()
    row = world.row(order)
    assert (row.stage, row.outcome, row.wake_on) == ("quote", "open", None)
    with world.work(lin) as work:
        assert day_of(work).first.why.text("zh") == "今天唤醒，由头：问预算批复"
    assert "润扬轴承 醒了" in world.notices(lin)
