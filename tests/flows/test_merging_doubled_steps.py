"""What two open records both have to do is to be done once when they are one, and twice again when they are parted."""

from datetime import timedelta

import pytest

from flows import assignment, contacts, duplicates
from records import events, tasks, timers
from tests.flows.alike import alike, merge, two

SAID = {"way": "call", "outcome": "reached", "content": "."}
on_sqlite = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pytest.fixture
def world(database, now):
    """Orders that may be alike."""
    return alike(database, now)


def live(world, record):
    with world.work() as work:
        return [(row.id, row.task, row.due_at) for row in tasks.live_of(work.connection, "order", record)]


def clocks(world, record):
    with world.work() as work:
        return {timer.key for timer in timers.running_of(work.connection, "order", record) if "task" in timer.kind}


def test_task_that_both_have_is_left_once_as_the_kept_one_had_it(world):
    first, second = two(world)
    mine, ticking = live(world, first), clocks(world, first)
    merge(world, first, second)
    assert [name for _, name, _ in mine] == ["call", "note"]
    assert (live(world, first), clocks(world, first)) == (mine, ticking)


def test_task_that_ended_by_a_merge_says_so_and_is_told_of(world):
    first, second = two(world)
    merge(world, first, second)
    with world.work() as work:
        assert {row.reason for row in tasks.of_record(work.connection, "order", second)} == {"merged_into"}
        [told] = events.timeline(work.connection, "order", first, kinds=["merged"])
    assert (told.data["ended"], len(told.data["doubled"])) == ([], 2)


def test_undone_merge_brings_doubled_tasks_and_their_clocks_back(world):
    first, second = two(world)
    before = [(live(world, one), clocks(world, one)) for one in (first, second)]
    number = merge(world, first, second)
    with world.work(world.manager) as work:
        duplicates.unmerge(work, number)
    assert [(live(world, one), clocks(world, one)) for one in (first, second)] == before


@on_sqlite
@pytest.mark.parametrize("newer", [True, False])
def test_task_done_once_after_a_merge_is_done(world, newer):
    first, second = two(world)
    kept, gone = (first, second) if newer else (second, first)
    merge(world, kept, gone)
    [call] = [id for id, name, _ in live(world, kept) if name == "call"]
    with world.work(world.manager) as work:
        contacts.log(work, "order", kept, way="call", outcome="reached", content=".", task=call)
    with world.work() as work:
        assert tasks.states_of(work.connection, "order", [kept])[kept]["call"] == "done"


@on_sqlite
def test_promise_and_what_only_the_other_has_to_do_come_along(world):
    first, second = two(world)
    with world.work(world.manager) as work:
        contacts.log(work, "order", second, **SAID, task=None, next_step="call", next_at=world.now + timedelta(days=1))
    called(world, first)
    merge(world, first, second)
    assert sorted(name for _, name, _ in live(world, first)) == ["next_step", "note"]


def test_step_that_was_done_is_not_to_be_done_again(world):
    first, second = two(world)
    called(world, first)
    merge(world, first, second)
    assert [name for _, name, _ in live(world, first)] == ["note"]
    with world.work() as work:
        assert tasks.states_of(work.connection, "order", [first])[first]["call"] == "done"


def test_undone_merge_brings_back_the_step_that_one_had_done(world):
    first, second = two(world)
    called(world, first)
    before = [(live(world, one), clocks(world, one)) for one in (first, second)]
    number = merge(world, first, second)
    with world.work(world.manager) as work:
        duplicates.unmerge(work, number)
    assert [(live(world, one), clocks(world, one)) for one in (first, second)] == before


def test_what_the_other_owner_had_to_do_is_for_the_owner_of_both(world):
    first, second = owned_by_two(world)
    number = merge(world, first, second)
    assert assignees(world, first) == {world.lin}
    with world.work(world.manager) as work:
        duplicates.unmerge(work, number)
    assert (assignees(world, first), assignees(world, second)) == ({world.lin}, {world.zhao})


def owned_by_two(world):
    """An order of one person's, and one of another's, with a promise."""
    first, second = two(world)
    for order, person in ((first, world.lin), (second, world.zhao)):
        if world.row(order).owner != person:
            with world.work(world.manager) as work:
                assignment.assign(work, "order", order, to=person)
    with world.work(world.manager) as work:
        contacts.log(work, "order", second, **SAID, task=None, next_step="call", next_at=world.now + timedelta(days=1))
    return first, second


def assignees(world, record):
    with world.work() as work:
        return {row.assignee for row in tasks.live_of(work.connection, "order", record)}


def called(world, record):
    [call] = [id for id, name, _ in live(world, record) if name == "call"]
    with world.work(world.manager) as work:
        contacts.log(work, "order", record, **SAID, task=call)
