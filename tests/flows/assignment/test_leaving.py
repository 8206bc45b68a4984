"""Somebody leaves: all they have is given on, by stage, before they go."""

import pytest

from definitions import NotAllowed
from flows import assignment, collaborating, stages
from flows.assignment import Target
from records import collaborators, tasks, timers
from tests.world import World

PARKED = {"park_reason": "预算", "hook": "问预算", "wake_on": "2026-12-09"}


@pytest.fixture
def lin(world: World) -> dict[str, list[int]]:
    """What Lin has: three in the first stage, one parked, one lost."""
    records = [world.submit(phone=f"1380013800{n}") for n in range(5)]
    with world.work(world.manager) as work:
        for record in records:
            if world_owner(work, world, record) != world.lin:
                assignment.assign(work, world.form, record, to=world.lin)
    with world.work(world.lin) as work:
        stages.advance(work, world.form, records[3], "parked", answers=PARKED)
        stages.advance(work, world.form, records[4], "lost", answers={"lost_reason": "贵"})
    return {"touch": records[:3], "parked": [records[3]], "lost": [records[4]]}


def world_owner(work, world: World, record: int):
    from flows import look

    return look(work.as_system(), world.form, record).owner


def estate(world: World, by: int | None = None):
    with world.work(by or world.manager) as work:
        return assignment.estate_of(work, world.lin)


def give_on(world: World, **targets: Target):
    with world.work(world.manager) as work:
        named = {f"{world.form}.{stage}": target for stage, target in targets.items()}
        return assignment.give_on(work, world.lin, named, words="林晓雯离职")


def test_all_that_is_not_over_is_counted_by_stage(world: World, lin: dict):
    found = {holding.stage: holding.n for holding in estate(world).holdings}
    assert found == {"touch": 3, "parked": 1}


def test_each_stage_goes_its_own_way(world: World, lin: dict):
    act = give_on(world, touch=Target(person=world.zhao), parked=Target(pool="shelf"))
    assert act.records == 4
    assert {world.row(record).owner for record in lin["touch"]} == {world.zhao}
    assert world.row(lin["parked"][0]).pool == "shelf"
    assert estate(world).records == 0


def test_what_is_over_stays_with_its_owner(world: World, lin: dict):
    give_on(world, touch=Target(person=world.zhao), parked=Target(person=world.zhao))
    assert world.row(lin["lost"][0]).owner == world.lin


def test_what_rests_waits_for_nobodys_yes(world: World, lin: dict):
    give_on(world, parked=Target(person=world.zhao))
    assert world.row(lin["parked"][0]).accept_by is None


def test_their_tasks_go_along(world: World, lin: dict):
    give_on(world, touch=Target(person=world.zhao))
    with world.work() as work:
        open_ones = tasks.open_of(work.connection, world.form, lin["touch"][0])
    assert {task.assignee for task in open_ones} == {world.zhao}


def test_their_tasks_on_others_records_fall_to_the_owners(world: World, lin: dict):
    record = world.submit(phone="13800138009")
    with world.work(world.manager) as work:
        if world_owner(work, world, record) != world.zhao:
            assignment.assign(work, world.form, record, to=world.zhao)
        [task, *_] = tasks.open_of(work.connection, world.form, record)
        tasks.hand_to(work.connection, task.id, world.lin)
        timers.belong_to(work.connection, f"task:{task.id}:", world.lin, of=(world.form, record))
    assert estate(world).tasks == 1
    give_on(world)
    with world.work() as work:
        assert tasks.get(work.connection, task.id).assignee == world.zhao
        clocks = timers.running_of(work.connection, world.form, record)
    assert {each.person for each in clocks if each.key.startswith(f"task:{task.id}:")} == {world.zhao}
    assert world.told(record)[-1] == "task_handed_on"


def test_they_work_along_nowhere_any_more(world: World, lin: dict):
    record = world.submit(phone="13800138009")
    with world.work(world.manager) as work:
        assignment.assign(work, world.form, record, to=world.manager)
        collaborating.add(work, world.form, record, world.lin)
    assert estate(world).beside == 1
    give_on(world)
    with world.work() as work:
        assert collaborators.of_record(work.connection, world.form, record) == ()


def test_it_can_be_taken_back(world: World, lin: dict):
    act = give_on(world, touch=Target(person=world.zhao), parked=Target(person=world.zhao))
    with world.work(world.manager) as work:
        done, _ = assignment.undo(work, act.id)
    assert done == 4
    assert {world.row(record).owner for record in (*lin["touch"], *lin["parked"])} == {world.lin}


def test_a_colleague_gives_nothing_of_theirs_on(world: World, lin: dict):
    with pytest.raises(NotAllowed):
        estate(world, by=world.zhao)
