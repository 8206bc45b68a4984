"""What happens when nobody does anything: the record does not sink, it climbs."""

from flows.team_board.board import board_of


def test_nobody_does_anything(world):
    order = world.submit(amount=600000)
    world.deliver()
    first = world.row(order).owner

    # An hour without a yes: the superior has it, and the history says why.
    world.passes(hours=1, minutes=5)
    world.tick()
    assert world.row(order).owner == world.manager != first
    assert world.told(order)[-2:] == ["not_accepted", "escalated"]

    # Still nobody has called by the evening: the first response is overdue, and everybody who should know does.
    world.passes(hours=5)
    world.tick()
    assert {"response_overdue", "task_overdue"} & set(world.told(order))

    # Next day the board shows it under every heading that holds.
    world.passes(days=1)
    world.tick()
    with world.work(world.manager) as work:
        board = board_of(work, world.team)
    assert board.watch("overdue").count == 1
    assert board.watch("stuck").oldest.record == order


def test_a_day_without_power_is_caught_up(world):
    orders = [world.submit(customer=f"客户{n}", phone=f"1380013800{n}") for n in range(8)]
    world.deliver()
    world.passes(days=1)
    ticked = world.tick()
    assert ticked.failed == 0
    # Each of them went up, and the manager was told in a handful of notices, not in dozens.
    assert {world.row(order).owner for order in orders} == {world.manager}
    assert len(world.notices(world.manager)) < 20
    assert world.tick().fired == 0
