"""In touch by the rhythm of a grade: begun anew by each contact, following the grade, the owner, the calendar."""

from datetime import date, timedelta

import pytest

from accounts import absences
from flows import assignment, contacts, intake, look, pausing, regrade, stages
from flows import tasks as work_tasks
from flows.day.ahead import day_of
from flows.record_story import timeline
from records import events, runs, tasks, timers
from tests.flows.timing.test_retiming import LATE, china
from tests.world import done

RHYTHM = """start: touch
follow_up:
  by_grade:
    A: {after: 1 working day, within: 2 working days, label: {zh: 电话推进签约, en: "Call, aim at signing"}}
    B: {after: 3 working days, within: 5 working days, label: {zh: 发案例, en: Send cases}}
  others: {after: 7 working days, within: 10 working days}
  overdue: [{before: 2 working hours, notify: owner}, {notify: owner}, {after: 1 working day, escalate: superior}]
"""
SOON = RHYTHM.replace("{after: 1 working day, within: 2 working days,", "{within: 2 working hours,")
A, B, C = {"amount": 600000}, {"amount": 200000}, {}


@pytest.fixture
def world(timed):
    return timed(("start: touch\n", RHYTHM), **{"calendars/late.yaml": LATE})


def in_talks(world, **values):
    """A record whose first call and note are done: nothing is planned any more."""
    order = world.submit(**values)
    with world.work(world.row(order).owner) as work:
        assignment.accept(work, "order", order)
        for row in tasks.open_of(work.connection, "order", order):
            if row.task != "follow_up":
                done(work, row.id)
    return order


def follow_ups(world, order, state="open"):
    with world.work() as work:
        theirs = tasks.of_record(work.connection, "order", order)
        return [row for row in theirs if row.task == "follow_up" and row.state == state]


def talk(world, order, **more):
    with world.work(world.row(order).owner) as work:
        contacts.log(work, "order", order, way="call", outcome="reached", content="聊了", **more)


@pytest.mark.parametrize(("values", "starts", "due"), [(A, 25, 26), (B, 27, 1), (C, 3, 8)])
def test_each_grade_has_its_rhythm(world, values, starts, due):
    (task,) = follow_ups(world, in_talks(world, **values))
    assert (task.starts_at.day, task.due_at.day) == (starts, due)


def test_first_call_in_time_covers_the_follow_up(world):
    assert follow_ups(world, world.submit(**A)) == []


def test_call_that_comes_too_late_covers_nothing(timed):
    world = timed(("start: touch\n", SOON))
    (task,) = follow_ups(world, world.submit(**A))
    assert world.row(task.record).next_task == "follow_up"


def test_contact_begins_the_rhythm_anew(world):
    order = in_talks(world, **A)
    world.passes(days=1)
    talk(world, order)
    assert [row.due_at for row in follow_ups(world, order)] == [china(27, "10:18")]
    assert [row.state for row in follow_ups(world, order, "done")] == ["done"]


def test_contact_before_its_time_does_no_follow_up(world):
    order = in_talks(world, **A)
    world.passes(hours=1)
    talk(world, order)
    assert (len(follow_ups(world, order, "closed")), follow_ups(world, order, "done")) == (1, [])


def test_attempt_that_nobody_answered_leaves_it_open(world):
    order = in_talks(world, **A)
    before = follow_ups(world, order)
    with world.work(world.row(order).owner) as work:
        contacts.log(work, "order", order, way="call", outcome="no_answer", content="x")
    assert follow_ups(world, order) == before


def test_late_follow_up_that_something_else_covers_was_missed(world):
    order = in_talks(world, **A)
    world.passes(days=5)
    later = {"next_step": "再打", "next_at": world.now + timedelta(days=1)}
    with world.work(world.row(order).owner) as work:
        contacts.log(work, "order", order, way="call", outcome="no_answer", content="没人接", **later)
    assert (follow_ups(world, order), len(follow_ups(world, order, "missed"))) == ([], 1)


def test_promise_covers_the_follow_up_until_it_is_kept(world):
    order = in_talks(world, **A)
    talk(world, order, next_step="寄样品", next_at=world.now + timedelta(days=20))
    assert follow_ups(world, order) == []
    talk(world, order)
    assert len(follow_ups(world, order)) == 1


def test_next_step_without_a_day_goes_by_the_rhythm(world):
    order = in_talks(world, **A)
    talk(world, order, next_step="寄样品")
    with world.work() as work:
        (step,) = tasks.open_of(work.connection, "order", order)
    assert (step.task, step.title) == ("next_step", "寄样品")
    assert (step.starts_at, step.due_at) == (china(25, "10:18"), china(26, "10:18"))
    assert follow_ups(world, order) == []


def next_step(world, order):
    with world.work() as work:
        return next(row for row in tasks.open_of(work.connection, "order", order) if row.task == "next_step")


def becomes(world, order, amount):
    with world.work() as work:
        intake.edit(work, "order", order, None, {"amount": amount})


def said(world, order, kind):
    with world.work() as work:
        found = events.timeline(work.connection, "order", order, kinds=[kind])
        lines = timeline.told(work, look(work, "order", order), found)
    return [(event.data, line.text("en")) for event, line in zip(found, lines, strict=True)]


def test_next_step_without_a_day_is_sooner_for_a_better_grade(world):
    order = in_talks(world, **B)
    talk(world, order, next_step="寄样品")
    assert next_step(world, order).due_at == china(1, "10:18", month=12)
    becomes(world, order, 600000)
    step = next_step(world, order)
    assert step.due_at == world.row(order).next_due_at == china(26, "10:18")
    assert follow_ups(world, order) == []
    with world.work() as work:
        running = [one for one in timers.running_of(work.connection, "order", order) if one.kind == "task_overdue"]
    assert [one.limit_at for one in running] == [china(26, "10:18")]
    [(data, text)] = said(world, order, "task_sooner")
    assert (data["grade"], data["task_id"]) == ("A", step.id)
    assert text == "“寄样品” moved up from 12-01 10:18 to 11-26 10:18: the grade is A now"


def test_next_step_with_a_day_of_its_own_stays(world):
    order = in_talks(world, **B)
    agreed = world.now + timedelta(days=12)
    talk(world, order, next_step="寄样品", next_at=agreed)
    becomes(world, order, 600000)
    assert next_step(world, order).due_at == agreed and said(world, order, "task_sooner") == []


def test_next_step_is_no_later_for_a_lesser_grade(world):
    order = in_talks(world, **A)
    talk(world, order, next_step="寄样品")
    becomes(world, order, 1)
    assert next_step(world, order).due_at == china(26, "10:18")


def test_nobody_is_late_because_a_grade_rose(world):
    order = in_talks(world, **B)
    talk(world, order, next_step="寄样品")
    world.passes(days=2, hours=2)
    becomes(world, order, 600000)
    assert next_step(world, order).due_at == china(27, "13:00")


def test_regrade_of_all_moves_next_steps_up(world):
    from tests.world import CONFIGS, catalog_in

    order = in_talks(world, **B)
    talk(world, order, next_step="寄样品")
    card = (CONFIGS / "orders/grading/order_card.yaml").read_text("utf-8")
    card = card.replace("amount >= 500000", "amount >= 100000")
    path = {name: text for name, text in world.catalog.files.items() if name.startswith("pipelines/")}
    world.catalog = catalog_in("orders", **{"grading/order_card.yaml": card, **path})
    with world.work() as work:
        regrade.regrade(work, "order")
    world.deliver()
    assert next_step(world, order).due_at == china(26, "10:18")


def test_what_a_pause_has_moved_is_left_alone(world):
    order = in_talks(world, **B)
    talk(world, order, next_step="寄样品")
    with world.work(world.manager) as work:
        pausing.pause(work, "order", order, "展会")
    world.passes(days=1)
    with world.work(world.manager) as work:
        pausing.resume(work, "order", order)
    before = next_step(world, order).due_at
    becomes(world, order, 200001)
    assert next_step(world, order).due_at == before


def test_missed_follow_up_says_whose_it_was_and_how_late(world):
    order = in_talks(world, **A)
    world.passes(days=5)
    later = {"next_step": "再打", "next_at": world.now + timedelta(days=1)}
    with world.work(world.row(order).owner) as work:
        contacts.log(work, "order", order, way="call", outcome="no_answer", content="没人接", **later)
    [(data, text)] = said(world, order, "task_missed")
    assert data["person"] == world.row(order).owner and data["late_seconds"] == 3 * 86_400
    assert "Call, aim at signing" in text and "11-26 10:18" in text and "3 d" in text


@pytest.mark.parametrize("how", [{}, {"task": None}], ids=["as the task that is due", "as a contact alone"])
def test_follow_up_that_is_done_says_so_and_how_late(world, how):
    order = in_talks(world, **A)
    world.passes(days=1)
    talk(world, order, **how)
    world.passes(days=4)
    talk(world, order, **how)
    (late, words), (data, text) = said(world, order, "task_completed")[:2]
    assert (data["late"], text) == (False, "Did “Call, aim at signing”")
    assert (late["late"], words) == (True, "Did “Call, aim at signing”, 2 d late")


def test_follow_up_done_as_a_task_is_told_once(world):
    order = in_talks(world, **A)
    world.passes(days=1)
    (task,) = follow_ups(world, order)
    talk(world, order, task=task.id)
    assert [data["task_id"] for data, _ in said(world, order, "task_completed")].count(task.id) == 1


HEARS = """
kind: automation
id: hears
form: order
label: {{zh: 跟进, en: Follow-up}}
on: {event}
do: [{{notify: {{to: owner, text: {{zh: 好, en: Good}}}}}}]
"""


def heard(world):
    with world.work() as work:
        return [run.automation for run in runs.listing(work.connection)]


@pytest.mark.parametrize("how", [{}, {"task": None}], ids=["as the task that is due", "as a contact alone"])
def test_follow_up_that_a_contact_does_begins_what_waits_for_it(timed, how):
    event = "{event: task_completed, task: follow_up}"
    world = timed(("start: touch\n", RHYTHM), **{"automations/hears.yaml": HEARS.format(event=event)})
    order = in_talks(world, **A)
    world.passes(days=1)
    talk(world, order, **how)
    assert heard(world) == ["hears"]


def test_step_that_is_moved_up_begins_what_waits_for_it(timed):
    world = timed(("start: touch\n", RHYTHM), **{"automations/hears.yaml": HEARS.format(event="{event: task_sooner}")})
    order = in_talks(world, **B)
    talk(world, order, next_step="寄样品")
    assert heard(world) == []
    becomes(world, order, 600000)
    assert heard(world) == ["hears"]


def test_better_grade_is_seen_to_sooner(world):
    order = in_talks(world, **B)
    with world.work() as work:
        intake.edit(work, "order", order, None, {"amount": 600000})
    (task,) = follow_ups(world, order)
    assert task.due_at == world.row(order).next_due_at == china(26, "10:18")
    with world.work() as work:
        running = [one for one in timers.running_of(work.connection, "order", order) if one.kind == "task_overdue"]
    assert [(one.limit_at, one.due_at) for one in running] == [(china(26, "10:18"), china(25, "17:18"))]


def test_changed_scorecard_moves_everybodys_rhythm(world):
    from tests.world import CONFIGS, catalog_in

    order = in_talks(world, **B)
    card = (CONFIGS / "orders/grading/order_card.yaml").read_text("utf-8")
    card = card.replace("amount >= 500000", "amount >= 100000")
    path = {name: text for name, text in world.catalog.files.items() if name.startswith("pipelines/")}
    world.catalog = catalog_in("orders", **{"grading/order_card.yaml": card, **path})
    with world.work() as work:
        regrade.regrade(work, "order")
    world.deliver()
    assert [row.due_at for row in follow_ups(world, order)] == [china(26, "10:18")]


def test_leave_moves_the_follow_up(world):
    order = in_talks(world, **A)
    owner = world.row(order).owner
    with world.work() as work:
        absences.add(work, owner, date(2026, 11, 25), date(2026, 11, 25))
    world.deliver()
    assert [row.due_at for row in follow_ups(world, order)] == [china(27, "10:18")]


def test_new_owner_takes_the_follow_up_along(world):
    order = in_talks(world, **A)
    other = world.zhao if world.row(order).owner == world.lin else world.lin
    world.passes(hours=2)
    with world.work() as work:
        assignment.assign(work, "order", order, to=other)
    (task,) = follow_ups(world, order)
    assert (task.assignee, task.due_at) == (other, china(26, "10:18"))


def test_parked_record_is_left_in_peace(world):
    order = in_talks(world, **A)
    answers = {"park_reason": "预算", "wake_on": "2026-11-27", "hook": "问预算批复"}
    with world.work(world.row(order).owner) as work:
        stages.advance(work, "order", order, "parked", answers=answers)
    assert follow_ups(world, order) == []


def test_record_that_came_back_has_the_whole_time(timed):
    world = timed(("start: touch\n", SOON))
    order = in_talks(world, **A)
    with world.work(world.row(order).owner) as work:
        stages.advance(work, "order", order, "lost", answers={"lost_reason": "价格"})
    world.passes(days=7)
    with world.work(world.row(order).owner) as work:
        stages.advance(work, "order", order, "touch")
    assert [row.opened_at for row in follow_ups(world, order)] == [world.now]


def test_unkept_rhythm_warns_tells_and_escalates(world):
    order = in_talks(world, **A)
    owner = world.row(order).owner
    world.deliver()
    for days in (1.9, 0.2, 1):
        world.passes(days=days)
        world.tick()
    mine = [title for title in world.notices(owner) if "电话推进签约" in title]
    assert [title[-3:] for title in mine] == ["到时限", "超时了"]
    assert any("电话推进签约" in title for title in world.notices(world.manager))


def test_follow_up_that_was_left_out_comes_again(world):
    order = in_talks(world, **A)
    world.passes(days=1)
    with world.work(world.row(order).owner) as work:
        work_tasks.skip(work, follow_ups_in(work, order)[0].id, "knows_us", "在等批复")
    (task,) = follow_ups(world, order)
    assert task.due_at == china(27, "10:18")


def follow_ups_in(work, order):
    return [row for row in tasks.open_of(work.connection, "order", order) if row.task == "follow_up"]


def test_published_rhythm_reaches_records_that_are_there(installed):
    house = installed("orders")
    order = house.submit(amount="600000")
    with house.work() as work:
        for row in tasks.open_of(work.connection, "order", order):
            done(work, row.id)
    path = "pipelines/order_path.yaml"
    house.publish({path: house.files[path].replace("start: touch\n", RHYTHM)})
    with house.work() as work:
        assert [row.due_at for row in follow_ups_in(work, order)] == [china(26, "10:18")]
    house.publish({path: house.files[path].replace(RHYTHM, "start: touch\n")})
    with house.work() as work:
        assert follow_ups_in(work, order) == []


def test_day_says_why_it_is_time(world):
    order = in_talks(world, **B)
    owner = world.row(order).owner
    assert follow_up_of_the_day(world, owner) is None
    world.passes(days=3)
    item = follow_up_of_the_day(world, owner)
    assert item.why.text("zh") == "B 级每 3 到 5 个工作日联系一次，已过 3 个工作日"
    assert item.why.text("en") == "Grade B is seen to every 3 to 5 working days; 3 working days so far"


def follow_up_of_the_day(world, owner):
    with world.work(owner) as work:
        return next((item for item in day_of(work).items if item.label.text("zh") == "发案例"), None)


def test_settling_twice_changes_nothing(world):
    from flows.clocks.rhythm import settle

    order = in_talks(world, **A)
    before = follow_ups(world, order)
    with world.work() as work:
        settle(work, "order", [order])
        settle(work, "order", [order])
    assert follow_ups(world, order) == before
