"""Going through the stages, and what is said when one may not."""

from datetime import UTC, date, datetime

import pytest

from definitions import AlreadyDone, GuardNotMet, NotAllowed, NotFound, Refused
from flows import assignment, intake, stages
from forms import Invalid
from records import assignments, events, tasks, timers, visits
from tests.world import World, catalog_in, done


@pytest.fixture
def order(world):
    return world.submit(amount=1000)


def advance(world, order, to, person=None, **more):
    with world.work(person) as work:
        return stages.advance(work, "order", order, to, **more)


def do(world, order, task_id):
    with world.work() as work:
        row = next(row for row in tasks.open_of(work.connection, "order", order) if row.task == task_id)
        done(work, row.id)


def edit(world, order, **values):
    with world.work() as work:
        intake.edit(work, "order", order, world_version(work, order), values)


def world_version(work, order):
    from flows.subject import look

    return look(work, "order", order).row.version


def park(world, order, **more):
    answers = {"park_reason": "预算", "wake_on": "2026-12-08", "hook": "问预算批复", **more}
    return advance(world, order, "parked", answers=answers)


def test_record_in_a_pool_is_claimed_before_it_is_worked_on(world, order):
    with world.work(world.manager) as work:
        assignment.assign(work, "order", order, pool="shelf")
    with pytest.raises(Refused, match="claim it first"):
        advance(world, order, "lost", world.lin, answers={"lost_reason": "x"})
    with world.work(world.lin) as work:
        assignment.claim(work, "order", order)
    assert advance(world, order, "lost", world.lin, answers={"lost_reason": "x"}).stage.id == "lost"


def test_move_fills_in_no_more_than_it_asks_for(database, now):
    role = catalog_in("orders").files["roles/rep.yaml"].replace("create, edit, ", "create, ")
    world = World(database, now, catalog_in("orders", **{"roles/rep.yaml": role}))
    order = world.submit(amount=1000)
    owner = world.row(order).owner
    with pytest.raises(NotAllowed):
        advance(world, order, "lost", owner, answers={"lost_reason": "x", "amount": 5})
    assert advance(world, order, "lost", owner, answers={"lost_reason": "x"}).stage.id == "lost"


def test_held_gate_says_what_is_missing(world, order):
    with pytest.raises(GuardNotMet) as held:
        advance(world, order, "quote")
    assert [(one.kind, one.id) for one in held.value.missing] == [("task", "call"), ("field", "need")]
    assert held.value.text("zh") == "进入「报价」还差：首轮电话、需求"


def test_open_gate_lets_on(world, order):
    do(world, order, "call")
    edit(world, order, need="轴承")
    assert advance(world, order, "quote").stage.id == "quote"
    assert world.row(order).stage == "quote"


def test_missing_field_may_come_with_the_move(world, order):
    do(world, order, "call")
    advance(world, order, "quote", answers={"need": "轴承"})
    assert world.row(order).f_need == "轴承"


def test_leaving_ends_visit_tasks_and_timers(world, order):
    do(world, order, "call")
    advance(world, order, "quote", answers={"need": "x"})
    with world.work() as work:
        stays = visits.of_record(work.connection, "order", order)
        assert [(stay.stage, stay.left_to) for stay in stays] == [("touch", "quote"), ("quote", None)]
        assert [task.task for task in tasks.open_of(work.connection, "order", order)] == ["send"]
        kinds = {timer.kind for timer in timers.running_of(work.connection, "order", order)}
    assert kinds == {"accept", "silence", "stage_limit", "task_overdue"}


def test_jump_needs_a_reason(world, order):
    do(world, order, "call")
    with pytest.raises(Refused, match="reason"):
        advance(world, order, "last_talk", answers={"need": "x"})


def test_jump_with_reason_is_kept_for_reports(world, order):
    do(world, order, "call")
    moved = advance(world, order, "last_talk", answers={"need": "x"}, skip_reason="knows_us", skip_words="老客户了")
    assert [stage.id for stage in moved.skipped] == ["quote"]
    with world.work() as work:
        stay = visits.current(work.connection, "order", order)
    assert (stay.how, stay.reason, stay.words) == ("skipped", "knows_us", "老客户了")


def test_held_gate_passes_only_where_stage_may_be_skipped(world, order):
    with pytest.raises(GuardNotMet):
        advance(world, order, "quote", skip_reason="knows_us")


def test_guard_passed_with_reason_skips_its_musts(world, order):
    do(world, order, "call")
    advance(world, order, "quote", answers={"need": "x"})
    advance(world, order, "last_talk", skip_reason="knows_us")
    with world.work() as work:
        send = [task for task in tasks.of_record(work.connection, "order", order) if task.task == "send"]
    assert [(task.state, task.reason) for task in send] == [("skipped", "knows_us")]


def test_unknown_reason_is_refused(world, order):
    do(world, order, "call")
    with pytest.raises(Refused, match="no reason"):
        advance(world, order, "last_talk", answers={"need": "x"}, skip_reason="because")


def test_parked_asks_for_reason_and_date(world, order):
    with pytest.raises(Invalid) as invalid:
        advance(world, order, "parked", answers={"park_reason": "budget"})
    assert [error.field for error in invalid.value.errors] == ["wake_on", "hook"]


@pytest.mark.parametrize("day", ["2026-11-20", "2026-11-24"])
def test_parked_cannot_wake_today_or_before(world, order, day):
    with pytest.raises(Invalid) as invalid:
        park(world, order, wake_on=day)
    assert [error.code for error in invalid.value.errors] == ["not_in_the_future"]


def test_parked_rests_until_its_day(world, order):
    park(world, order)
    row = world.row(order)
    assert (row.outcome, row.wake_on, row.next_task, row.closed_at) == ("parked", date(2026, 12, 8), None, None)
    with world.work() as work:
        (timer,) = timers.running_of(work.connection, "order", order)
    assert (timer.kind, timer.due_at) == ("wake", datetime(2026, 12, 8, 1, 0, tzinfo=UTC))


def test_parked_wakes_by_itself_with_its_hook(world, order):
    park(world, order)
    world.passes(days=14)
    world.tick()
    row = world.row(order)
    assert (row.stage, row.outcome, row.wake_on) == ("touch", "open", None)
    with world.work() as work:
        wake = next(task for task in tasks.open_of(work.connection, "order", order) if task.task == "wake")
    assert wake.title["zh"] == "问预算批复"
    assert "润扬轴承 醒了" in world.notices(row.owner)


def test_moved_date_moves_the_wake_up(world, order):
    park(world, order)
    edit(world, order, wake_on="2026-12-15")
    with world.work() as work:
        (timer,) = timers.running_of(work.connection, "order", order)
    assert timer.due_at == datetime(2026, 12, 15, 1, 0, tzinfo=UTC)
    assert world.row(order).wake_on == date(2026, 12, 15)


def test_woken_by_hand_forgets_the_timer(world, order):
    park(world, order)
    with world.work() as work:
        stages.wake(work, "order", order)
    world.passes(days=20)
    world.tick()
    assert world.told(order).count("woken") == 1


@pytest.mark.parametrize("to", ["parked", "lost"])
def test_leaving_open_stages_ends_the_wait(world, order, to):
    answers = {"park_reason": "预算", "wake_on": "2026-12-08", "hook": "问预算批复", "lost_reason": "x"}
    advance(world, order, to, world.manager, answers=answers)
    with world.work() as work:
        held = assignments.current(work.connection, "order", order)
        assert "accept" not in {timer.kind for timer in timers.running_of(work.connection, "order", order)}
    assert (world.row(order).accept_by, held.accept_by, held.accepted_at) == (None, None, None)


def test_owner_who_parks_has_said_yes(world, order):
    answers = {"park_reason": "预算", "wake_on": "2026-12-08", "hook": "问预算批复"}
    advance(world, order, "parked", world.row(order).owner, answers=answers)
    row = world.row(order)
    assert (row.accepted_at, row.accept_by is None) == (world.now, False)


def test_wake_does_not_repeat_what_was_done(world, order):
    do(world, order, "call")
    park(world, order)
    with world.work() as work:
        stages.wake(work, "order", order)
        assert sorted(task.task for task in tasks.open_of(work.connection, "order", order)) == ["note", "wake"]


def test_wake_opens_again_what_parking_closed(world, order):
    park(world, order)
    with world.work() as work:
        stages.wake(work, "order", order)
    do(world, order, "call")
    assert advance(world, order, "quote", answers={"need": "x"}).stage.id == "quote"


def test_won_closes_and_opens_its_own_tasks(world, order):
    do(world, order, "call")
    advance(world, order, "last_talk", answers={"need": "x"}, skip_reason="knows_us")
    advance(world, order, "signed")
    row = world.row(order)
    assert (row.outcome, row.closed_at, row.next_task) == ("won", world.now, "thank")
    with world.work() as work:
        kinds = [timer.kind for timer in timers.running_of(work.connection, "order", order)]
    assert kinds == ["task_overdue"]


def test_lost_needs_its_reason_and_nothing_else(world, order):
    advance(world, order, "lost", answers={"lost_reason": "price"})
    row = world.row(order)
    assert (row.outcome, row.next_task, row.next_due_at) == ("lost", None, None)


def test_lost_comes_back_with_its_history(world, order):
    advance(world, order, "lost", answers={"lost_reason": "price"})
    advance(world, order, "touch")
    row = world.row(order)
    assert (row.stage, row.outcome, row.closed_at) == ("touch", "open", None)
    with world.work() as work:
        assert [stay.stage for stay in visits.of_record(work.connection, "order", order)] == ["touch", "lost", "touch"]
        assert "silence" in {timer.kind for timer in timers.running_of(work.connection, "order", order)}


def test_going_back_opens_the_tasks_again(world, order):
    do(world, order, "call")
    advance(world, order, "quote", answers={"need": "x"})
    advance(world, order, "touch")
    with pytest.raises(GuardNotMet):
        advance(world, order, "quote")


def test_second_of_two_is_told_who_moved(world, order):
    do(world, order, "call")
    advance(world, order, "quote", person=world.row(order).owner, answers={"need": "x"})
    with pytest.raises(AlreadyDone) as done:
        advance(world, order, "quote")
    assert "移过去" in done.value.text("zh")


def test_stage_that_is_not_next_is_refused(world, order):
    with pytest.raises(Refused, match="does not lead"):
        advance(world, order, "signed")


def test_unknown_stage_is_refused(world, order):
    with pytest.raises(Refused, match="no stage"):
        advance(world, order, "nowhere")


def test_stage_of_another_path_is_refused_by_label(database, now):
    stages_there = "[{id: trial, label: {zh: 试排验证, en: Trial}, next: [end]}, {id: end, label: End, outcome: won}]"
    head = "kind: pipeline\nid: big\nform: order\nlabel: Big\nwhen: amount > 999999\nstart: trial\n"
    path = f"{head}stages: {stages_there}\n"
    world = World(database, now, catalog_in("orders", **{"pipelines/big.yaml": path}))
    order = world.submit(amount=1000)
    with pytest.raises(Refused, match="“Trial” is not part of “.+”; it can go to") as refused:
        advance(world, order, "trial")
    assert refused.value.text("zh").startswith("「试排验证」不属于「") and "；可以去：" in refused.value.text("zh")


def test_others_record_is_not_there(world, order):
    other = world.lin if world.row(order).owner == world.zhao else world.zhao
    with pytest.raises(NotFound):
        advance(world, order, "lost", person=other, answers={"lost_reason": "x"})


def test_move_is_told_with_how_and_why(world, order):
    park(world, order)
    with world.work() as work:
        moved = events.timeline(work.connection, "order", order, kinds=["stage_entered"])[0]
    assert moved.data["how"] == "parked"
    assert (moved.data["from"], moved.data["to"], moved.data["outcome"]) == ("touch", "parked", "parked")
