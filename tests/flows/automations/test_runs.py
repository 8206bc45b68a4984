"""A started flow is a row of its cause's transaction; its steps are done once, tried again, and told."""

import pytest
from sqlalchemy import event

from flows import automations, intake
from flows.actions import ACTIONS
from records import events, outbox, revisions, runs
from tests.flows.automations.conftest import files
from tests.world import catalog_in

PUSH = """
on: {event: graded, to: [A]}
do:
  - set: {hook: "{{ customer }} 是 A 级"}
  - notify: {to: superior, text: {zh: "A 级来了：{{ customer }}", en: "Grade A: {{ customer }}"}}
"""


def test_matching_event_begins_a_run(works):
    world = works(push=PUSH)
    record = world.submit(amount="600000")
    assert [(run.automation, run.record, run.state) for run in world.runs()] == [("push", record, "waiting")]


def test_other_events_begin_none(works):
    world = works(push=PUSH)
    world.submit(amount="100")
    assert world.runs() == ()


def test_run_is_gone_with_its_transaction(works):
    world = works(push=PUSH)
    with pytest.raises(RuntimeError), world.work() as work:
        intake.submit(work, "order", {"customer": "x", "amount": "600000"}, channel="page")
        raise RuntimeError("the process dies")
    assert world.runs() == ()


def test_run_does_its_steps_and_says_what_came_of_them(works):
    world = works(push=PUSH)
    record = world.submit(amount="600000")
    world.deliver_all()
    assert world.row(record).f_hook == "润扬轴承 是 A 级"
    assert any("A 级来了：润扬轴承" in title for title in world.notices(world.manager))
    [run] = world.runs()
    assert run.state == "done"
    assert [(step.action, step.state) for step in world.steps(run.id)] == [("set", "done"), ("notify", "done")]


def test_history_says_because_of_what(works):
    world = works(push=PUSH)
    record = world.submit(amount="600000")
    world.deliver_all()
    with world.work() as work:
        edited = events.timeline(work.connection, "order", record, kinds=["edited"])[0]
    assert edited.data["because"]["id"] == "push"
    assert edited.actor is None


def test_condition_is_asked_of_the_finished_record(works):
    world = works(raised="on: {event: edited, fields: [amount]}\nif: \"grade = 'A'\"\ndo: [{set: {hook: A}}]")
    record = world.submit()
    with world.work() as work:
        intake.edit(work, "order", record, None, {"amount": "600000"})
    world.deliver_all()
    assert world.row(record).f_hook == "A"
    assert world.runs()[0].seen == {"grade": "A"}


def test_else_is_done_where_the_condition_does_not_hold(works):
    world = works(both='on: submitted\nif: "amount > 5"\ndo: [{set: {hook: much}}]\nelse: [{set: {hook: little}}]')
    record = world.submit(amount="1")
    world.deliver_all()
    assert world.row(record).f_hook == "little"


def test_step_with_a_condition_is_left_out(works):
    steps = '[{set: {hook: x}, if: "amount > 5"}, {set: {code: y}}]'
    world = works(some=f"on: submitted\ndo: {steps}")
    record = world.submit(amount="1")
    world.deliver_all()
    assert (world.row(record).f_hook, world.row(record).f_code) == (None, "y")
    assert [step.state for step in world.steps(world.runs()[0].id)] == ["left_out", "done"]


@pytest.fixture
def flaky(monkeypatch):
    """Makes the action `tag`'s file do what a test wants: here, to fail so many times."""
    calls = []

    def fail(times: int):
        def perform(self, hand):
            calls.append(hand.key)
            if len(calls) <= times:
                raise ConnectionError("not there")
            return original(self, hand)

        original = ACTIONS.get("task").perform
        monkeypatch.setattr(ACTIONS.get("task"), "perform", perform)
        return calls

    return fail


TWO = "on: submitted\ndo: [{set: {hook: first}}, {task: {title: Second, within: 1 hour}}]"


def test_failed_step_is_tried_again_later(works, flaky):
    calls = flaky(2)
    world = works(two=TWO)
    record = world.submit()
    world.deliver_all()
    [run] = world.runs()
    assert (run.state, run.attempts, run.error) == ("waiting", 1, "ConnectionError: not there")
    for _ in range(2):
        world.passes(minutes=5)
        world.deliver_all()
    assert world.runs()[0].state == "done"
    assert len(calls) == 3
    assert world.told(record).count("edited") == 1, "what was done before is not done again"


def test_what_keeps_failing_is_given_up_and_told(works, flaky):
    flaky(1000)
    world = works(two=TWO)
    world.submit()
    for _ in range(10):
        world.deliver_all()
        world.passes(minutes=10)
    [run] = world.runs()
    assert run.state == "failed"
    assert run.attempts == automations.MOST_TRIES
    assert any("自动」失败" in title for title in world.notices(world.manager))


def test_failed_run_goes_on_when_tried_again(works, flaky):
    flaky(automations.MOST_TRIES)
    world = works(two=TWO)
    record = world.submit()
    for _ in range(10):
        world.deliver_all()
        world.passes(minutes=10)
    with world.work(world.manager) as work:
        automations.try_again(work, world_run(work))
    world.deliver_all()
    assert world.runs()[0].state == "done"
    assert "task_opened" in world.told(record)


def world_run(work) -> int:
    return runs.listing(work.connection)[0].id


def test_refusal_is_final_and_undoes_its_step_alone(works):
    steps = "[{set: {hook: kept}}, {stage: {to: quote}}, {set: {hook: never}}]"
    world = works(refused=f"on: submitted\ndo: {steps}")
    record = world.submit()
    world.deliver_all()
    [run] = world.runs()
    assert run.state == "failed"
    assert world.row(record).f_hook == "kept"
    assert [step.state for step in world.steps(run.id)] == ["done", "failed"]
    assert "First call" in world.steps(run.id)[1].error


def test_step_that_may_fail_holds_up_nothing(works):
    steps = "[{stage: {to: quote}, may_fail: true}, {set: {hook: after}}]"
    world = works(refused=f"on: submitted\ndo: {steps}")
    record = world.submit()
    world.deliver_all()
    assert world.row(record).f_hook == "after"
    assert world.runs()[0].state == "done"


def test_run_keeps_the_revision_it_began_with(works):
    world = works(push="on: submitted\ndo: [{set: {hook: old}}]")
    with world.work() as work:
        number = revisions.publish(work.connection, dict(world.catalog.files), author=None, message="", now=world.now)
    world.catalog = world.catalog.at_revision(number)
    record = world.submit()
    newer = catalog_in("orders", **files(push="on: submitted\ndo: [{set: {hook: new}}]"))
    world.catalog = newer.at_revision(number + 1)
    world.deliver_all()
    assert world.row(record).f_hook == "old"


def test_second_delivery_of_a_run_does_nothing(works):
    world = works(push=PUSH)
    record = world.submit(amount="600000")
    world.deliver_all()
    with world.work() as work:
        automations.perform(work, world_run(work))
    assert world.told(record).count("edited") == 1


def test_trashed_record_drops_its_runs(works):
    world = works(push=PUSH)
    record = world.submit(amount="600000")
    with world.work() as work:
        intake.trash(work, "order", record)
    world.deliver_all()
    assert world.states() == ["dropped"]


def test_nothing_is_asked_where_nothing_waits(works):
    world = works(push="on: {event: behaved}\ndo: [{set: {hook: x}}]")
    asked = []
    with world.work() as work:
        event.listen(work.connection, "before_cursor_execute", lambda *call: asked.append(call[2]))
        intake.submit(work, "order", {"customer": "x"}, channel="page")
    assert not [statement for statement in asked if "automation" in statement]


def test_once_is_once_for_a_record(works):
    world = works(first="on: edited\nonce: true\ndo: [{task: {title: Look}}]")
    record = world.submit()
    for amount in ("1", "2", "3"):
        with world.work() as work:
            intake.edit(work, "order", record, None, {"amount": amount})
    world.deliver_all()
    assert world.states() == ["done"]


def test_outbox_names_each_run_once(works):
    world = works(push=PUSH)
    world.submit(amount="600000")
    with world.work() as work:
        assert [row.kind for row in outbox.due(work.connection, world.now)].count("automation") == 1
