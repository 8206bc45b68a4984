"""Doing, skipping and snoozing what a stage asks for."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from definitions import AlreadyDone, NotAllowed, Refused
from flows import assignment, contacts, days
from flows import tasks as work_tasks
from forms import Invalid
from records import tasks, timers, visits
from tests.world import CONFIGS, World, catalog_in, done


@pytest.fixture
def order(world):
    return world.submit()


def open_tasks(world, order):
    with world.work() as work:
        return {row.task: row for row in tasks.open_of(work.connection, "order", order)}


def test_completed_contact_counts_as_first_response(world, order):
    call = open_tasks(world, order)["call"]
    world.passes(hours=1)
    with world.work(call.assignee) as work:
        done(work, call.id, answers={"0": "轴承"})
        kinds = {timer.kind for timer in timers.running_of(work.connection, "order", order)}
    row = world.row(order)
    assert row.first_contact_at == row.last_contact_at == world.now
    assert not kinds & {"first_response", "untouched"}


def test_working_on_a_record_is_a_yes(world, order):
    call = open_tasks(world, order)["call"]
    with world.work(call.assignee) as work:
        done(work, call.id)
        kinds = {timer.kind for timer in timers.running_of(work.connection, "order", order)}
    assert world.row(order).accepted_at == world.now and "accept" not in kinds


def test_work_of_another_is_no_yes(world, order):
    with world.work() as work:
        contacts.log(work, "order", order, way="call", outcome="reached", content="问了交期")
    assert world.row(order).accepted_at is None


def test_answers_are_kept(world, order):
    call = open_tasks(world, order)["call"]
    with world.work() as work:
        done(work, call.id, answers={"0": "轴承"}, words="很客气")
        kept = tasks.get(work.connection, call.id)
    assert (kept.state, kept.answers, kept.words) == ("done", {"0": "轴承"}, "很客气")


def test_next_task_moves_on(world, order):
    with world.work() as work:
        done(work, open_call(work, order))
    assert world.row(order).next_task == "note"


def open_call(work, order):
    return next(row.id for row in tasks.open_of(work.connection, "order", order) if row.task == "call")


def test_second_completion_is_told(world, order):
    call = open_tasks(world, order)["call"]
    with world.work() as work:
        done(work, call.id)
    with pytest.raises(AlreadyDone), world.work() as work:
        done(work, call.id)


def test_must_cannot_be_skipped_where_nobody_allows_it(world, order):
    with pytest.raises(Refused, match="must be done"), world.work() as work:
        work_tasks.skip(work, open_call(work, order), "knows_us")


def test_may_be_skipped_with_reason(world, order):
    note = open_tasks(world, order)["note"]
    with world.work() as work:
        work_tasks.skip(work, note.id, "knows_us", "老客户")
        skipped = tasks.get(work.connection, note.id)
    assert (skipped.state, skipped.reason, skipped.words) == ("skipped", "knows_us", "老客户")


@pytest.mark.parametrize(
    ("act", "field"),
    [
        (lambda work, id: work_tasks.complete(work, id, words="长" * 10_001), "words"),
        (lambda work, id: work_tasks.complete(work, id, answers={"交期？": "久" * 10_001}), "answers"),
        (lambda work, id: work_tasks.skip(work, id, "knows_us", "长" * 10_001), "words"),
        (lambda work, id: work_tasks.snooze(work, id, work.now + timedelta(hours=1), "长" * 10_001), "reason"),
    ],
)
def test_words_about_a_task_have_an_end(world, order, act, field):
    note = open_tasks(world, order)["note"]
    with pytest.raises(Invalid) as refused, world.work() as work:
        act(work, note.id)
    assert [(one.field, one.code) for one in refused.value.errors] == [(field, "too_long")]
    assert open_tasks(world, order)["note"].words is None


def test_reason_for_a_stage_skips_no_task(database, now):
    path = (CONFIGS / "orders/pipelines/order_path.yaml").read_text("utf-8")
    path = path.replace("{id: knows_us,", "{id: no_need, for: [task]}\n  - {id: knows_us, for: [stage],")
    world = World(database, now, catalog_in("orders", **{"pipelines/order_path.yaml": path}))
    note = open_tasks(world, order := world.submit())["note"].id
    with world.work(world.row(order).owner) as work:
        with pytest.raises(Refused):
            work_tasks.skip(work, note, "knows_us")
        work_tasks.skip(work, note, "no_need")


def test_skip_without_known_reason_is_refused(world, order):
    with pytest.raises(Refused, match="Choose a reason"), world.work() as work:
        work_tasks.skip(work, open_tasks_in(work, order)["note"].id, "1")


def open_tasks_in(work, order):
    return {row.task: row for row in tasks.open_of(work.connection, "order", order)}


def test_snooze_past_the_limit_needs_a_reason(world, order):
    call = open_tasks(world, order)["call"]
    with pytest.raises(Refused, match="past the limit"), world.work() as work:
        work_tasks.snooze(work, call.id, call.due_at + timedelta(hours=1))
    with world.work() as work:
        work_tasks.snooze(work, call.id, call.due_at + timedelta(hours=1), "客户在开会")
        assert tasks.get(work.connection, call.id).due_at == call.due_at


def test_snooze_into_the_past_or_out_of_mind_is_refused(world, order):
    call = open_tasks(world, order)["call"]
    for until in (world.now, world.now + timedelta(days=500)):
        with pytest.raises(Refused), world.work() as work:
            work_tasks.snooze(work, call.id, until, "以后再说")


def test_task_of_another_is_not_mine_to_do(world, order):
    owner, call = world.row(order).owner, open_tasks(world, order)["call"]
    with world.work() as work:
        tasks.hand_to(work.connection, call.id, world.manager)
    with pytest.raises(NotAllowed, match="王主管"), world.work(owner) as work:
        done(work, call.id)
    with pytest.raises(NotAllowed), world.work(owner) as work:
        work_tasks.skip(work, call.id, "knows_us")
    with world.work(world.manager) as work:
        done(work, call.id)


def test_new_owner_gets_the_tasks_and_full_time(world, order):
    owner = world.row(order).owner
    other = world.lin if owner == world.zhao else world.zhao
    world.passes(hours=1)
    with world.work(world.manager) as work:
        assignment.assign(work, "order", order, to=other)
    call = open_tasks(world, order)["call"]
    assert call.assignee == other
    assert call.due_at > world.now + timedelta(hours=3)


@pytest.mark.parametrize("hours", [1, 7 * 24])
def test_stage_limit_stays_with_the_record_whoever_has_it(world, order, hours):
    limit = world.row(order).stage_due_at
    owner = world.row(order).owner
    world.passes(hours=hours)
    world.tick()
    with world.work(world.manager) as work:
        assignment.assign(work, "order", order, to=world.lin if owner == world.zhao else world.zhao)
    with world.work() as work:
        stay = visits.current(work.connection, "order", order)
    assert world.row(order).stage_due_at == stay.due_at == limit


def test_stage_limit_is_told_once_whoever_has_it(world, order):
    with world.work(world.manager) as work:
        assignment.assign(work, "order", order, pool="shelf")
    world.passes(days=7)
    world.tick()
    with world.work(world.lin) as work:
        assignment.claim(work, "order", order)
    world.passes(days=3)
    world.tick()
    assert world.told(order).count("stage_overdue") == 1


def test_log_opens_the_promised_step(world, order):
    later = world.now + timedelta(days=2)
    with world.work(world.row(order).owner) as work:
        contacts.log(
            work, "order", order, way="call", outcome="reached", content="谈了", next_step="寄样品", next_at=later
        )
    step = open_tasks(world, order)["next_step"]
    assert (step.title, step.due_at, step.must) == ("寄样品", later, False)


def test_next_step_at_the_end_of_time_is_refused(world, order):
    said = {"way": "call", "outcome": "reached", "content": ".", "next_step": "寄样品"}
    with pytest.raises(Invalid) as invalid, world.work() as work:
        contacts.log(work, "order", order, **said, next_at=datetime.max.replace(tzinfo=UTC))
    assert [error.code for error in invalid.value.errors] == ["far_date"]


def test_log_settles_the_promise_before(world, order):
    for step in ("寄样品", "问样品"):
        with world.work() as work:
            later = world.now + timedelta(days=1)
            said = {"way": "call", "outcome": "reached", "content": "."}
            contacts.log(work, "order", order, **said, next_step=step, next_at=later)
    assert open_tasks(world, order)["next_step"].title == "问样品"


def test_log_without_next_step_would_forget_it(world, order):
    with world.work() as work:
        for row in tasks.open_of(work.connection, "order", order):
            done(work, row.id)
    with pytest.raises(Invalid) as invalid, world.work() as work:
        contacts.log(work, "order", order, way="call", outcome="reached", content="谈了")
    assert [error.field for error in invalid.value.errors] == ["next_step"]


def test_unanswered_call_is_no_contact(world, order):
    with world.work() as work:
        contacts.log(work, "order", order, way="call", outcome="no_answer", content="没人接")
    assert world.row(order).first_contact_at is None


STEPS = st.lists(
    st.tuples(st.sampled_from(["complete", "skip", "log", "assign", "advance", "back", "park", "wake", "lose"]),
              st.integers(0, 5)),
    max_size=12,
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_record_always_knows_its_next_task(world, steps):
    order = world.submit()
    for what, number in steps:
        stumble(world, order, what, number)
        with world.work() as work:
            first = tasks.next_of(work.connection, "order", order)
        row = world.row(order)
        assert (row.next_task, row.next_due_at) == ((first.task, first.due_at) if first else (None, None))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_count_beside_the_day_is_the_days_own(world, steps):
    order = world.submit()
    for what, number in steps:
        stumble(world, order, what, number)
        for person in (world.lin, world.zhao, world.manager):
            with world.work(person) as work:
                assert days.left_today(work) == days.day_of(work).left


def stumble(world, order, what, number):
    """One step of a random life; what is refused changes nothing."""
    from flows import stages

    world.passes(minutes=number)
    try:
        with world.work() as work:
            rows = tasks.open_of(work.connection, "order", order)
            if what == "complete" and rows:
                done(work, rows[number % len(rows)].id)
            elif what == "skip" and rows:
                work_tasks.skip(work, rows[number % len(rows)].id, "knows_us")
            elif what == "log":
                later = world.now + timedelta(hours=number + 1)
                contacts.log(work, "order", order, way="call", outcome="reached", content="x", next_at=later)
            elif what == "assign":
                assignment.assign(work, "order", order, to=(world.lin, world.zhao)[number % 2])
            elif what not in ("complete", "skip"):
                go(stages, work, order, what)
    except Refused:
        pass


def go(stages, work, order, what):
    if what == "wake":
        stages.wake(work, "order", order)
        return
    day = (work.now + timedelta(days=9)).date().isoformat()
    answers = {
        "advance": ("quote", {"need": "x"}),
        "back": ("touch", {}),
        "park": ("parked", {"park_reason": "x", "wake_on": day, "hook": "y"}),
        "lose": ("lost", {"lost_reason": "x"}),
    }
    to, given = answers[what]
    stages.advance(work, "order", order, to, answers=given)
