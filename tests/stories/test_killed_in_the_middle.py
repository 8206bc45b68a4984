"""A server that dies in the middle leaves nothing half done."""

import pytest

from flows import stages
from records import tasks, timers, visits


def state(world, order):
    with world.work() as work:
        return (
            world_row(world, work, order),
            visits.of_record(work.connection, "order", order),
            tasks.of_record(work.connection, "order", order),
            timers.running_of(work.connection, "order", order),
        )


def world_row(world, work, order):
    from flows.subject import look

    return tuple(look(work, "order", order).row)


@pytest.mark.parametrize("place", ["write_entries", "_leave", "next_action.refresh_on_the_way", "remember"])
def test_killed_while_moving(world, monkeypatch, place):
    from flows.stage_moves import progress

    order = world.submit()
    before = state(world, order)

    def dies(*_, **__):
        raise SystemExit("kill -9")

    target, _, name = place.rpartition(".")
    monkeypatch.setattr(getattr(progress, target) if target else progress, name, dies)
    with pytest.raises(SystemExit), world.work() as work:
        stages.advance(work, "order", order, "lost", answers={"lost_reason": "价格"})
    monkeypatch.undo()
    assert state(world, order) == before


def test_killed_while_ticking_fires_again_and_once(world, monkeypatch):
    from flows.clocks import firing

    order = world.submit()
    world.passes(days=4)

    def dies(*_):
        raise SystemExit("kill -9")

    with monkeypatch.context() as dying:
        dying.setattr(firing, "tell_portion", dies)
        with pytest.raises(SystemExit):
            world.tick()
    assert "left_untouched" not in world.told(order)
    world.passes(minutes=5)
    world.tick()
    assert world.told(order).count("left_untouched") == 1
