"""Writing down a contact: which task it does, and which it leaves alone."""

from datetime import timedelta

import pytest

from definitions import NotFound
from flows import contacts
from flows import tasks as work_tasks
from records import tasks


@pytest.fixture
def order(world):
    return world.submit()


def open_tasks(world, order):
    with world.work() as work:
        return {row.task: row for row in tasks.open_of(work.connection, "order", order)}


def log(world, order, person=None, **more):
    said = {"way": "call", "outcome": "reached", "content": "谈了交期", **more}
    with world.work(person) as work:
        contacts.log(work, "order", order, **said)


def state(world, task):
    with world.work() as work:
        return tasks.get(work.connection, task.id).state


def test_contact_does_the_stage_contact_task(world, order):
    call = open_tasks(world, order)["call"]
    log(world, order, call.assignee)
    assert state(world, call) == "done"
    assert set(open_tasks(world, order)) == {"note"}


def test_unanswered_attempt_does_no_task(world, order):
    call = open_tasks(world, order)["call"]
    log(world, order, call.assignee, outcome="no_answer")
    assert state(world, call) == "open"


def test_promised_contact_does_no_other_task(world, order):
    call = open_tasks(world, order)["call"]
    log(world, order, call.assignee, task=None, next_step="寄样品", next_at=world.now + timedelta(days=1))
    log(world, order, call.assignee)
    assert set(open_tasks(world, order)) == {"call", "note"}


def test_contact_may_do_no_task_at_all(world, order):
    log(world, order, task=None)
    assert set(open_tasks(world, order)) == {"call", "note"}


def test_named_task_is_done_with_the_contact(world, order):
    note = open_tasks(world, order)["note"]
    log(world, order, task=note.id)
    assert set(open_tasks(world, order)) == {"call"}


def test_contact_is_kept_when_its_task_ended_meanwhile(world, order):
    call = open_tasks(world, order)["call"]
    with world.work() as work:
        work_tasks.complete(work, call.id)
    log(world, order, task=call.id)
    assert world.told(order)[-1] == "contact_logged"


def test_task_of_another_record_is_not_found(world, order):
    other = open_tasks(world, world.submit(phone="13900139000"))["call"]
    with pytest.raises(NotFound):
        log(world, order, task=other.id)


def test_colleagues_task_is_left_to_the_colleague(world, order):
    call = open_tasks(world, order)["call"]
    with world.work() as work:
        tasks.hand_to(work.connection, call.id, world.manager)
    log(world, order, call.assignee)
    assert state(world, call) == "open"
