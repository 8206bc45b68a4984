"""Whoever works along sees the record and may do what its owner may; others see nothing of it."""

import pytest
from sqlalchemy import select

from accounts import visible
from definitions import AlreadyDone, NotAllowed, NotFound
from flows import collaborating, contacts, intake
from forms import table_of
from records import collaborators
from records import tasks as task_rows
from tests.world import World, done


@pytest.fixture
def record(world: World) -> int:
    """An order that Lin has."""
    record = world.submit()
    owner = world.row(record).owner
    assert owner in (world.lin, world.zhao)
    return record


def others(world: World, record: int) -> tuple[int, int]:
    """(who has it, who has not)"""
    owner = world.row(record).owner
    return owner, world.zhao if owner == world.lin else world.lin


def join(world: World, record: int, *, by: int | None = None) -> int:
    owner, other = others(world, record)
    with world.work(by or owner) as work:
        collaborating.add(work, world.form, record, other)
    return other


def sees(world: World, person: int) -> set[int]:
    table = table_of(world.catalog, world.form)
    with world.work(person) as work:
        return set(work.connection.scalars(select(table.c.id).where(visible(work.actor, world.form, table))))


def test_whoever_joins_sees_it(world: World, record: int):
    _, other = others(world, record)
    assert record not in sees(world, other)
    join(world, record)
    assert record in sees(world, other)


def test_whoever_left_sees_nothing_of_it(world: World, record: int):
    owner, other = others(world, record)
    join(world, record)
    with world.work(owner) as work:
        collaborating.end(work, world.form, record, other)
    assert record not in sees(world, other)
    assert world.told(record)[-2:] == ["collaborator_joined", "collaborator_left"]


def test_they_are_told_who_asks(world: World, record: int):
    other = join(world, record)
    world.deliver()
    assert "请你一起跟进：润扬轴承" in world.notices(other)


def test_they_edit_and_log_as_the_owner_does(world: World, record: int):
    other = join(world, record)
    with world.work(other) as work:
        intake.edit(work, world.form, record, None, {"customer": "润扬轴承厂"})
        contacts.log(work, world.form, record, way="call", outcome="reached", content="聊过", next_step="再聊")
    assert world.row(record).first_contact_at == world.now


def test_they_do_the_owners_tasks(world: World, record: int):
    owner, other = others(world, record)
    join(world, record)
    with world.work(other) as work:
        [first, *_] = task_rows.open_of(work.connection, world.form, record)
        assert done(work, first.id).row.assignee == owner


def test_the_manager_brings_people_in(world: World, record: int):
    other = join(world, record, by=world.manager)
    with world.work() as work:
        [kept] = collaborators.of_record(work.connection, world.form, record)
    assert (kept.person, kept.added_by) == (other, world.manager)


def test_they_bring_nobody_in_themselves(world: World, record: int):
    other = join(world, record)
    with world.work(other) as work, pytest.raises(NotAllowed):
        collaborating.add(work, world.form, record, world.manager)


def test_they_may_leave_by_themselves(world: World, record: int):
    other = join(world, record)
    with world.work(other) as work:
        collaborating.end(work, world.form, record, other)
    assert record not in sees(world, other)


def test_nobody_joins_twice(world: World, record: int):
    join(world, record)
    with pytest.raises(AlreadyDone, match="already"):
        join(world, record)


def test_of_others_records_nothing_is_told(world: World, record: int):
    _, other = others(world, record)
    with world.work(other) as work, pytest.raises(NotFound):
        collaborating.add(work, world.form, record, other)


def test_the_set_is_made_as_wanted(world: World, record: int):
    owner, other = others(world, record)
    with world.work(owner) as work:
        assert collaborating.settle(work, world.form, record, {other, world.manager}) == 2
        assert collaborating.settle(work, world.form, record, {world.manager}) == 1
        there = [one.person for one in collaborators.of_record(work.connection, world.form, record)]
    assert there == [world.manager]
