"""Writing down a contact: which task it does, and which it leaves alone."""

from datetime import timedelta

import pytest

from definitions import AlreadyDone, NotAllowed, NotFound
from flows import contacts, taking_back
from flows import tasks as work_tasks
from forms import Invalid
from records import events, tasks, timers
from tests.world import World, catalog_in, done


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


@pytest.mark.parametrize("must", [True, False])
def test_promised_step_is_compulsory_where_somebody_says_so(world, order, must):
    log(world, order, task=None, next_step="寄样品", next_at=world.now + timedelta(days=1), next_must=must)
    assert open_tasks(world, order)["next_step"].must is must


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
        done(work, call.id)
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


def test_contact_task_is_done_by_its_log_alone(world, order):
    call = open_tasks(world, order)["call"]
    with pytest.raises(work_tasks.LogMissing) as refused, world.work(call.assignee) as work:
        work_tasks.complete(work, call.id, words="打过了")
    assert (refused.value.task.id, state(world, call)) == (call.id, "open")


def test_task_that_is_no_contact_is_simply_done(world, order):
    note = open_tasks(world, order)["note"]
    with world.work() as work:
        work_tasks.complete(work, note.id)
    assert state(world, note) == "done"


def test_promise_is_kept_by_a_log_alone(world, order):
    log(world, order, task=None, next_step="寄样品", next_at=world.now + timedelta(days=1))
    promise = open_tasks(world, order)["next_step"]
    with pytest.raises(work_tasks.LogMissing), world.work() as work:
        work_tasks.complete(work, promise.id)
    log(world, order, task=promise.id)
    assert state(world, promise) == "done"


def test_a_settled_promise_is_told_and_may_be_taken_back(world, order):
    call = open_tasks(world, order)["call"]
    log(world, order, call.assignee, task=None, next_step="问财务", next_at=world.now + timedelta(hours=9))
    promise = open_tasks(world, order)["next_step"]
    with world.work(call.assignee) as work:
        said = {"way": "call", "outcome": "sent", "content": "报价", "next_step": "三天后再问"}
        kept = contacts.log(work, "order", order, **said, next_at=world.now + timedelta(days=3), task=call.id)
        last = events.since(work.connection, "order", order, 0)
    assert [task.title for task in kept] == ["问财务"]
    assert [one.data["settled"] for one in last if "settled" in one.data] == [["问财务"]]
    with world.work(call.assignee) as work:
        taking_back.take_back(work, promise.id)
        running = [
            one.data.get("ref")
            for one in timers.running_of(work.connection, "order", order)
            if one.kind == "task_overdue"
        ]
    assert state(world, promise) == "open" and promise.id in running
    assert world.row(order).next_due_at == promise.due_at


def test_unanswered_attempt_keeps_no_promise(world, order):
    log(world, order, task=None, next_step="寄样品", next_at=world.now + timedelta(days=1))
    promise = open_tasks(world, order)["next_step"]
    log(world, order, outcome="no_answer")
    assert state(world, promise) == "open"


def test_log_keeps_what_was_found_out_for_its_task(world, order):
    call = open_tasks(world, order)["call"]
    log(world, order, task=call.id, answers={"需求": "轴承 200 套"})
    with world.work() as work:
        kept = tasks.get(work.connection, call.id)
    assert (kept.answers, kept.words) == ({"需求": "轴承 200 套"}, "谈了交期")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"content": "长" * 10_001}, "content"),
        ({"next_step": "步" * 201}, "next_step"),
        ({"answers": {"交期？": "久" * 10_001}}, "answers"),
        ({"answers": {"问" * 201: "月底"}}, "answers"),
    ],
)
def test_what_nobody_reads_is_too_long(world, order, said, field):
    with pytest.raises(Invalid) as refused:
        log(world, order, **said)
    assert [(one.field, one.code) for one in refused.value.errors] == [(field, "too_long")]


@pytest.mark.parametrize("said", [{"content": "谈\u202e了"}, {"next_step": "a\x00b"}, {"answers": {"q": "\u2066x"}}])
def test_signs_that_nobody_sees_are_refused(world, order, said):
    with pytest.raises(Invalid) as refused:
        log(world, order, **said)
    assert [one.code for one in refused.value.errors] == ["control_character"]


def test_more_answers_than_anybody_gives_are_refused(world, order):
    with pytest.raises(Invalid) as refused:
        log(world, order, answers={f"q{n}": "x" for n in range(51)})
    assert [one.code for one in refused.value.errors] == ["too_many_answers"]


ONLY_DOES = "kind: role\nid: rep\nlabel: Rep\nforms: {order: {see: own, do: [create, edit, accept, complete]}}\n"


@pytest.fixture
def doers(database, now):
    """The company, whose reps may do tasks and write down nothing else."""
    return World(database, now, catalog_in("orders", **{"roles/rep.yaml": ONLY_DOES}))


@pytest.mark.parametrize("how", ["named", "due"])
def test_whoever_may_only_do_tasks_does_their_contact_by_its_log(doers, how):
    order = doers.submit()
    call = open_tasks(doers, order)["call"]
    log(doers, order, call.assignee, task=call.id if how == "named" else "due")
    assert state(doers, call) == "done"


def test_whoever_may_only_do_tasks_may_say_that_nobody_answered(doers):
    order = doers.submit()
    call = open_tasks(doers, order)["call"]
    log(doers, order, call.assignee, outcome="no_answer", task=call.id)
    assert state(doers, call) == "open"


@pytest.mark.parametrize("task", [None, "note"], ids=["no task", "no contact"])
def test_whoever_may_only_do_tasks_writes_down_no_other_contact(doers, task):
    order = doers.submit()
    theirs = open_tasks(doers, order)
    with pytest.raises(NotAllowed):
        log(doers, order, theirs["call"].assignee, task=theirs[task].id if task else None)
    assert set(open_tasks(doers, order)) == {"call", "note"}


def test_contact_that_was_done_meanwhile_says_so_to_whoever_may_only_do_tasks(doers):
    order = doers.submit()
    call = open_tasks(doers, order)["call"]
    log(doers, order, call.assignee, task=call.id)
    with pytest.raises(AlreadyDone):
        log(doers, order, call.assignee, task=call.id)
