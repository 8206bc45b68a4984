"""Tasks that come after one another, again and again, or by hand."""

from datetime import timedelta

import pytest

from definitions import Refused
from flows import stages, subject
from forms import Invalid
from records import tasks, timers
from tests.flows.paths import PathWorld, problems

PATH = """
start: one
stages:
  - id: one
    next: [two, lost]
    skip: {with: reason}
    tasks:
      - {id: call, label: Call, within: 2h, must: true}
      - {id: review, label: Review, after: call, within: 1 working day, must: true, who: {team: engineering}}
      - {id: demo, label: Demo, after: [call, review], within: 2h}
      - {id: visit, label: Visit, by_hand: true, within: 3 working days}
      - {id: check_in, label: Check in, within: 1d, repeat: {every: 2d, most: 3}}
  - {id: two, outcome: won}
  - {id: lost, outcome: lost, next: [one]}
"""


@pytest.fixture
def world(database, now):
    return PathWorld(database, now, PATH)


@pytest.fixture
def order(world):
    return world.submit()


def test_what_comes_after_waits_and_has_no_limit_yet(world, order):
    review = world.tasks(order)["review"]
    assert (review.state, review.assignee, review.due_at) == ("blocked", None, None)
    assert world.row(order).next_task == "call"


def test_it_opens_when_what_comes_first_is_done(world, order):
    world.passes(hours=1)
    world.complete(order, "call")
    review = world.tasks(order)["review"]
    assert review.state == "open" and review.assignee in (world.gong, world.wu)
    assert review.opened_at == world.now and review.due_at > world.now


def test_a_skipped_first_lets_the_next_begin(world, order):
    world.skip(order, "call")
    assert world.states(order)["review"] == "open"


def test_what_comes_after_two_waits_for_both(world, order):
    world.complete(order, "call")
    assert world.states(order)["demo"] == "blocked"
    world.complete(order, "review")
    assert world.states(order)["demo"] == "open"


def test_blocked_task_is_not_done_and_says_what_is_first(world, order):
    with pytest.raises(Refused, match="Call comes before “Review”"):
        world.complete(order, "review")


def test_blocked_must_holds_the_gate(world, order):
    world.complete(order, "call")
    from flows.subject import look

    with world.work() as work:
        assert [one.id for one in stages.gate(work, look(work, "order", order)).missing] == ["review"]


def test_blocked_tasks_end_with_their_stage(world, order):
    world.advance(order, "lost")
    assert set(world.states(order).values()) == {"closed"}


def test_their_clock_starts_when_they_open(world, order):
    before = {timer.key for timer in running(world, order)}
    world.complete(order, "call")
    review = world.tasks(order)["review"]
    assert any(timer.key.startswith(f"task:{review.id}:") for timer in running(world, order))
    assert not any(key.startswith(f"task:{review.id}:") for key in before)


def running(world, order):
    with world.work() as work:
        return timers.running_of(work.connection, "order", order)


def test_team_member_who_got_it_sees_the_record_and_is_told(world, order):
    from flows.subject import look

    world.complete(order, "call")
    review = world.tasks(order)["review"]
    world.deliver()
    assert world.notices(review.assignee) == ["润扬轴承：Review交给你"]
    with world.work(review.assignee) as work:
        assert look(work, "order", order).id == order


def test_why_it_fell_to_them_is_kept(world, order):
    world.complete(order, "call")
    why = world.tasks(order)["review"].why
    assert why["of"] == "team:engineering"
    assert {each["person"] for each in why["candidates"]} == {world.gong, world.wu}


def test_done_task_is_opened_again_after_a_while(world, order):
    first = world.tasks(order)["check_in"]
    world.complete(order, "check_in")
    again = world.tasks(order)["check_in"]
    assert (again.parent, again.how, again.due_at) == (first.id, "repeat", world.now + timedelta(days=2))


def test_one_record_and_many_know_the_same_of_their_tasks(world, order):
    world.complete(order, "check_in")
    with world.work() as work:
        one, many = subject.look(work, "order", order), subject.look_many(work, "order", [order])[order]
    assert one.values["done(check_in)"] and one.values == many.values


def test_repeats_end(world, order):
    for _ in range(3):
        world.complete(order, "check_in")
    assert world.states(order)["check_in"] == "done"


def test_repeat_does_not_undo_what_was_done(world, order):
    from flows.subject import look

    world.complete(order, "check_in")
    with world.work() as work:
        assert look(work, "order", order).values["done(check_in)"] is True


def test_task_by_hand_is_not_there_until_added(world, order):
    assert "visit" not in world.tasks(order)
    world.add(order, "visit", person=world.row(order).owner)
    visit = world.tasks(order)["visit"]
    assert (visit.how, visit.state) == ("by_hand", "open") and visit.due_at > world.now


def test_task_by_hand_is_not_added_twice_at_once(world, order):
    world.add(order, "visit")
    with pytest.raises(Refused, match="cannot be added"):
        world.add(order, "visit")


def test_own_task_is_kept_with_its_stage_for_the_reports(world, order):
    owner = world.row(order).owner
    world.add(order, title="寄样品", due_at=world.now + timedelta(days=1), person=owner)
    own = world.tasks(order)["own"]
    assert (own.title, own.stage, own.how, own.assignee) == ("寄样品", "one", "own", owner)


def test_own_task_survives_a_move_within_the_path(world, order):
    world.add(order, title="寄样品")
    world.skip(order, "call")
    world.skip(order, "review")
    world.advance(order, "two")
    assert world.states(order)["own"] == "closed"  # two is won: nothing is left to do


def test_own_task_needs_words_and_a_day_to_come(world, order):
    with pytest.raises(Invalid) as invalid:
        world.add(order, title=" ", due_at=world.now)
    assert [error.field for error in invalid.value.errors] == ["title", "due_at"]


def test_record_that_stands_nowhere_takes_no_task(world, order):
    with world.work() as work:
        tasks.close_of(work.connection, "order", order, world.now)
    world.advance(order, "lost")
    world.add(order, title="道歉")  # a lost record may still have something to do
    assert world.states(order)["own"] == "open"


CHANGES = [
    ("after: call,", "after: cal,", "after_what", "stages.one.tasks.review.after"),
    ("{id: call,", "{id: call, after: demo,", "after_itself", "stages.one.tasks.call.after"),
    ("who: {team: engineering}", "who: {field: customer}", "not_a_person", "stages.one.tasks.review.who"),
    ("who: {team: engineering}", "who: {field: engineer}", "unknown_field", "stages.one.tasks.review.who"),
    ("repeat: {every: 2d", "repeat: {every: often", "not_a_duration", "stages.one.tasks.check_in.repeat.every"),
]


@pytest.mark.parametrize(("was", "now", "key", "path"), CHANGES)
def test_what_is_wrong_is_found_and_located(was, now, key, path):
    assert (key, path) in problems(PATH.replace(was, now))


def test_the_path_itself_has_no_problem():
    assert problems(PATH) == []
