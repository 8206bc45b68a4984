"""How much time a task has in other hands: the whole of it once, what was left where it goes to and fro."""

from datetime import timedelta

import pytest

from flows import assignment, task_hands
from flows.assignment.taking_back import take_back
from records import tasks
from tests.flows.paths import PathWorld

PATH = """
start: one
stages:
  - id: one
    next: [two]
    tasks: [{id: quote, label: Quote, within: 2h, overdue: [{notify: owner}]}]
  - {id: two, outcome: won}
"""
REP = """
kind: role
id: rep
label: Rep
forms:
  order: {see: own, do: [create, edit, accept, advance, complete, skip, log, transfer, release, claim]}
"""
HOURS = timedelta(hours=2)


@pytest.fixture
def world(database, now):
    return PathWorld(database, now, PATH, roles__rep=REP)


@pytest.fixture
def order(world):
    """林晓雯's, since now."""
    record = world.submit()
    if world.row(record).owner != world.lin:
        give(world, record, world.lin)
    return record


def give(world, record, to, by=None):
    with world.work(by or world.manager) as work:
        return assignment.assign(work, "order", record, to=to, words="她熟")


def quote(world, order):
    return world.tasks(order)["quote"]


def test_who_is_given_a_record_has_the_whole_time(world, order):
    world.passes(hours=1)
    give(world, order, world.zhao)
    assert quote(world, order).due_at == world.now + HOURS


def test_what_one_passes_on_keeps_its_clock(world, order):
    before = quote(world, order).due_at
    world.passes(hours=1)
    give(world, order, world.zhao, by=world.lin)
    assert (quote(world, order).assignee, quote(world, order).due_at) == (world.zhao, before)


def test_two_who_pass_it_to_and_fro_get_overdue(world, order):
    for _ in range(2):
        world.passes(minutes=35)
        give(world, order, world.zhao, by=world.lin)
        world.passes(minutes=35)
        give(world, order, world.lin, by=world.zhao)
    world.tick()
    assert quote(world, order).overdue_at is not None


def test_who_had_it_before_goes_on_from_there(world, order):
    first = quote(world, order).due_at
    world.passes(hours=1)
    give(world, order, world.zhao)
    world.passes(minutes=30)
    give(world, order, world.lin)
    assert quote(world, order).due_at == first


def test_what_is_taken_back_is_due_when_it_was(world, order):
    first = quote(world, order).due_at
    world.passes(hours=1)
    act = give(world, order, world.zhao).act
    with world.work(world.manager) as work:
        take_back(work, act)
    assert (quote(world, order).assignee, quote(world, order).due_at) == (world.lin, first)
    world.passes(hours=1, minutes=1)
    world.tick()
    assert quote(world, order).overdue_at == world.now


def test_what_is_late_stays_late(world, order):
    late = quote(world, order).due_at
    world.passes(hours=3)
    world.tick()
    give(world, order, world.zhao)
    row = quote(world, order)
    assert (row.assignee, row.due_at, row.overdue_at) == (world.zhao, late, world.now)


def test_who_takes_it_out_of_a_pool_has_the_whole_time(world, order):
    with world.work(world.lin) as work:
        pool = next(iter(work.catalog.all("routing"))).pools[0].id
        assignment.release(work, "order", order, "没空", pool=pool)
    world.passes(hours=3)
    with world.work(world.zhao) as work:
        assignment.claim(work, "order", order)
    assert quote(world, order).due_at == world.now + HOURS


def test_who_gives_it_back_and_takes_it_again_goes_on_from_there(world, order):
    first = quote(world, order).due_at
    with world.work(world.lin) as work:
        pool = next(iter(work.catalog.all("routing"))).pools[0].id
        assignment.release(work, "order", order, "没空", pool=pool)
    world.passes(hours=1)
    with world.work(world.lin) as work:
        assignment.claim(work, "order", order)
    assert quote(world, order).due_at == first


def test_a_task_that_one_hands_on_keeps_its_clock(world, order):
    before = quote(world, order)
    world.passes(hours=1)
    with world.work(world.lin) as work:
        task_hands.hand(work, before.id, world.zhao)
    assert quote(world, order).due_at == before.due_at


def test_a_limit_that_was_moved_meanwhile_stays(world, order):
    give(world, order, world.zhao)
    moved, task = world.now + 5 * HOURS, quote(world, order).id
    with world.work() as work:
        tasks.move(work.connection, task, moved)
    give(world, order, world.lin, by=world.zhao)
    assert quote(world, order).due_at == moved
