"""What the page of one record tells: where, what now, what is stuck, what may come next, what happened."""

from datetime import timedelta

import pytest

from definitions import NotFound
from flows import assignment, contacts, intake, record_page, stages
from flows.record_story.timeline import event_kinds
from records import tasks
from tests.world import done


@pytest.fixture
def order(world):
    return world.submit(amount=1000)


def page(world, order, person=None):
    with world.work(person or world.row(order).owner) as work:
        return record_page.of(work, "order", order)


def do(world, order, name):
    with world.work() as work:
        row = next(row for row in tasks.open_of(work.connection, "order", order) if row.task == name)
        done(work, row.id)


def test_path_shows_where_it_stands(world, order):
    states = [(step.stage.id, step.state) for step in page(world, order).path]
    assert states == [("touch", "now"), ("quote", "next"), ("last_talk", "next"), ("signed", "next")]


def test_skipped_stage_shows_why(world, order):
    do(world, order, "call")
    with world.work() as work:
        stages.advance(work, "order", order, "last_talk", answers={"need": "x"}, skip_reason="knows_us")
    skipped = next(step for step in page(world, order).path if step.state == "skipped")
    assert (skipped.stage.id, skipped.reason.text("en")) == ("quote", "Knows us")


def test_dwell_here_is_of_this_stay_as_its_limit_is(world, order):
    answers = {"park_reason": "timing", "wake_on": "2026-12-08", "hook": "问预算"}
    world.passes(hours=5)
    with world.work() as work:
        stages.advance(work, "order", order, "parked", answers=answers)
    assert page(world, order).path[0].seconds == 5 * 3600
    with world.work() as work:
        stages.advance(work, "order", order, "touch")
    world.passes(hours=2)
    here = page(world, order).path[0]
    assert (here.visits, here.seconds) == (2, 2 * 3600)


def test_gate_says_what_is_missing(world, order):
    found = page(world, order)
    assert [one.id for one in found.gate.missing] == ["call", "need"]
    assert found.next_move.stage.id == "quote"
    assert not found.next_move.is_open


def test_ways_out_are_all_there(world, order):
    found = {move.stage.id: move for move in page(world, order).moves}
    assert found.keys() == {"quote", "last_talk", "parked", "lost"}
    assert found["parked"].ask == ("park_reason", "wake_on", "hook")
    assert found["last_talk"].jumps[0].id == "quote"


def test_due_task_comes_first_with_its_script(world, order):
    task = page(world, order).due_task
    assert (task.task, task.script) == ("call", "润扬轴承您好")


def test_late_action_is_what_is_stuck(world, order):
    world.passes(hours=6)
    questions = page(world, order).questions
    assert questions.stuck_kind == "action"
    assert questions.stuck.text("zh") == "卡在动作上：「首轮电话」超时 2 小时"


def test_long_stay_of_what_could_go_on_is_an_action_undone(world, order):
    with world.work() as work:
        intake.edit(work, "order", order, None, {"need": "轴承"})
        for row in tasks.open_of(work.connection, "order", order):
            done(work, row.id)
        later = world.now + timedelta(days=9)  # a promise holds nothing up
        contacts.log(work, "order", order, way="call", outcome="reached", content="x", next_at=later)
    world.passes(days=3)
    questions = page(world, order).questions
    assert (questions.stuck_kind, questions.stuck.text("en")) == (
        "action", "Over the stage limit: it could go on, and nobody moved it",
    )  # fmt: skip


def test_missing_answer_means_the_record_is_stuck(world, order):
    do(world, order, "call")
    questions = page(world, order).questions
    assert questions.stuck_kind == "record"
    assert questions.stuck.text("zh") == "卡在客户上：事都做了，还差需求"


def test_three_questions_read_in_english(world, order):
    questions = page(world, order).questions
    assert questions.where.text("en") == "At “First touch”, day 1"
    assert questions.now.text("en") == "Due now: First call, 4 h left"


def test_acceptance_waits_in_the_head(world, order):
    assert page(world, order).acceptance.mine
    with world.work(world.row(order).owner) as work:
        assignment.accept(work, "order", order)
    assert page(world, order).acceptance is None


def test_parked_shows_date_hook_and_way_back(world, order):
    with world.work() as work:
        answers = {"park_reason": "x", "wake_on": "2026-12-08", "hook": "问预算"}
        stages.advance(work, "order", order, "parked", answers=answers)
    parked = page(world, order).parked
    assert (parked.wake_on.isoformat(), parked.hook, parked.to.id) == ("2026-12-08", "问预算", "touch")


def test_timeline_says_everything_in_both_languages(world, order):
    with world.work(world.row(order).owner) as work:
        later = world.now + timedelta(days=1)
        contacts.log(work, "order", order, way="call", outcome="reached", content="谈了预算", next_at=later)
    world.passes(days=40)
    world.tick()
    for entry in page(world, order, world.manager).timeline:
        assert not entry.text("zh").startswith("flows.")
        assert not entry.text("en").startswith("flows.")


def test_log_reads_as_it_was_said(world, order):
    with world.work(world.row(order).owner) as work:
        contacts.log(work, "order", order, way="call", outcome="reached", content="谈了预算")
    entry = page(world, order).timeline[0]
    assert (entry.text("zh"), entry.tone) == ("电话，谈到了：谈了预算", "human")


def test_words_of_a_contact_are_told_once(world, order):
    with world.work(world.row(order).owner) as work:
        contacts.log(work, "order", order, way="call", outcome="reached", content="谈了预算")
    told = {entry.kind: entry.words for entry in page(world, order).timeline}
    assert (told["contact_logged"], told["task_completed"]) == ("谈了预算", None)


@pytest.mark.parametrize("kind", event_kinds())
@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_every_event_kind_has_words(world, order, kind):
    from flows.happenings import event
    from flows.record_story.timeline import Teller
    from flows.subject import look

    with world.work() as work:
        teller = Teller(work, look(work, "order", order), {})
        entry = teller.entry(event(work, "order", order, kind))
    assert not entry.text("zh").startswith("flows.event")


def test_others_record_is_not_found(world, order):
    other = world.lin if world.row(order).owner == world.zhao else world.zhao
    with pytest.raises(NotFound):
        page(world, order, other)
