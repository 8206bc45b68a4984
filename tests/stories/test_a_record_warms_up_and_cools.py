"""A record warms up by what its people do, is called in time, is held by hand for a while, and cools down again."""

from datetime import timedelta

from flows import explain, hand_grade, tracking
from flows.sending.tracking import TrackingLink
from flows.trail import behaved


def test_a_record_warms_up_and_cools(world):
    order = world.submit(amount="100000")
    assert (world.row(order).grade, world.row(order).score) == ("B", 50)
    owner = world.row(order).owner

    # A link is sent, and followed twice within the hour: it counts once, and the score follows at once.
    with world.work(owner) as work:
        token = tracking.issue(work, TrackingLink("order", order, "paper_downloaded", "https://example.com/a.pdf"))
    for _ in range(2):
        with world.work() as work:
            assert tracking.follow(work, token).to == "https://example.com/a.pdf"
    assert world.row(order).score == 60

    # They ask for a demo: that is urgent, and the owner hears of it.
    with world.work() as work:
        behaved(work, "order", order, "demo_asked", key="form-9")
    world.deliver()
    assert world.row(order).urgent
    assert any("加急" in title for title in world.notices(owner))

    # The manager knows better for a while.
    with world.work(world.manager) as work:
        hand_grade.set_grade(work, "order", order, "A", words="董事长点名", until=world.now + timedelta(days=10))
        assert explain.grade(work, "order", order).by_hand.rule_band == "B"
    assert world.row(order).grade == "A"

    # Two days later it is urgent no more; nobody touched anything.
    world.passes(days=2, minutes=1)
    world.tick()
    assert not world.row(order).urgent

    # The hand's time is over, the paper fades: half after a month, nothing after a year.
    world.passes(days=9)
    world.tick()
    assert (world.row(order).grade, world.row(order).hand_grade) == ("B", None)
    world.passes(days=20)
    world.tick()
    assert world.row(order).score == 55
    world.passes(days=365)
    world.tick()
    assert (world.row(order).score, world.row(order).regrade_at) == (50, None)

    # And all of it can be read.
    with world.work(world.manager) as work:
        steps = explain.grade_steps(work, "order", order)
    assert (steps[0].score, steps[-1].score) == (50, 50)
    assert max(step.score for step in steps) == 60
