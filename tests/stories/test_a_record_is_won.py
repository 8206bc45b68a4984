"""A record's life as people live it: from the first call to the signature, seen by everybody who has to do with it."""

from datetime import timedelta

from flows import assignment, contacts, intake, stages
from flows.day.ahead import day_of
from flows.record_story.record_page import of as page_of
from flows.team_board.board import board_of
from records import tasks, visits
from tests.world import done


def act(world, person, do):
    with world.work(person) as work:
        return do(work)


def complete(world, person, order, name):
    def do(work):
        row = next(row for row in tasks.open_of(work.connection, "order", order) if row.task == name)
        done(work, row.id, answers={"0": "轴承 200 套"})

    act(world, person, do)


def advance(world, person, order, to, **more):
    return act(world, person, lambda work: stages.advance(work, "order", order, to, **more))


def test_a_record_is_won(world):
    # Tuesday 10:18: an order comes in, and its owner hears of it at once.
    order = world.submit(amount=600000, phone="13800138000")
    world.deliver()
    lin = world.row(order).owner
    assert world.notices(lin) == ["新订单：润扬轴承"]

    # It is the first thing in the owner's day, and says why.
    first = act(world, lin, day_of).first
    assert (first.kind, first.why.text("zh")) == ("acceptance", "A 级，接受还剩 1 小时")
    act(world, lin, lambda work: assignment.accept(work, "order", order))

    # An hour later the call is made; the grade follows what was learnt.
    world.passes(hours=1)
    complete(world, lin, order, "call")
    act(world, lin, lambda work: intake.edit(work, "order", order, 1, {"need": "马上要 200 套"}))
    assert world.row(order).urgent

    # The gate is open; the quote is due in two working days.
    advance(world, lin, order, "quote")
    page = act(world, lin, lambda work: page_of(work, "order", order))
    assert [step.state for step in page.path] == ["done", "now", "next", "next"]
    assert page.due_task.label.text("zh") == "发报价"

    # Thursday: sent, logged, and the next step promised.
    world.passes(days=1)
    complete(world, lin, order, "send")
    later = world.now + timedelta(days=1)
    act(world, lin, lambda work: contacts.log(
        work, "order", order, way="call", outcome="interested", content="价格可以", next_step="面谈", next_at=later,
    ))  # fmt: skip
    advance(world, lin, order, "last_talk")

    # Friday: one step from winning, promised for today.
    world.passes(days=1)
    reasons = [reason.text("zh") for item in act(world, lin, day_of).items for reason in item.rank.reasons]
    assert "离成交只差一步" in reasons
    advance(world, lin, order, "signed")

    row = world.row(order)
    assert (row.outcome, row.closed_at, row.next_task) == ("won", world.now, "thank")
    with world.work() as work:
        stays = visits.of_record(work.connection, "order", order)
    assert [(stay.stage, stay.how) for stay in stays] == [
        ("touch", "entered"), ("quote", "advanced"), ("last_talk", "advanced"), ("signed", "advanced"),
    ]  # fmt: skip
    assert all(watch.count == 0 for watch in act(world, world.manager, lambda work: board_of(work, world.team)).watches)
