"""What tasks found out: shown with them, and known to the next one that asks the same."""

from datetime import timedelta

import pytest

from definitions import Label
from flows import contacts, look, task_cards
from flows.record_story.timeline import timeline
from flows.task_work.answers import known_answers, spoken
from records import TaskRow, tasks
from tests.flows.paths import PathWorld
from tests.world import done

PATH = """
start: one
stages:
  - id: one
    next: [two]
    tasks: [{id: call, label: Call, asks: [{zh: 预算多少, en: What is the budget}, Who decides]}]
  - id: two
    next: [three]
    tasks: [{id: visit, label: Visit, asks: [{zh: 预算多少, en: "What is the budget?"}, When]}]
  - {id: three, outcome: won}
"""
ASKS = (Label.of({"zh": "预算多少", "en": "What is the budget?"}), Label.of("When"))


def asked(now, answers, task="call"):
    return TaskRow("order", 1, task, now, ended_at=now, answers=answers)


def test_answer_is_known_in_whichever_language_it_was_asked(now):
    for question in ("预算多少", "What is the budget", "what is  the budget?"):
        first, second = known_answers(ASKS, [asked(now, {question: "30 万"})])
        assert (first.answer, first.task, second) == ("30 万", "call", None)


def test_newest_answer_is_the_one_that_is_known(now):
    rows = [asked(now, {"When": "May"}), asked(now - timedelta(days=1), {"When": "April"})]
    assert known_answers(ASKS, rows)[1].answer == "May"


def test_question_that_was_only_ticked_says_nothing():
    assert spoken({"When": True, "Who": " ", "What": None, "How": "by train"}) == (("How", "by train"),)


def test_next_stage_knows_what_was_answered(database, now):
    world = PathWorld(database, now, PATH)
    order = world.submit()
    world.complete(order, "call", answers={"What is the budget": "300,000", "Who decides": "Mr Li"})
    world.advance(order, "two")
    with world.work() as work:
        visit = next(row for row in tasks.open_of(work.connection, "order", order) if row.task == "visit")
        card = task_cards.task_card(work, visit.id)
        [told] = [one for one in timeline(work, look(work, "order", order)) if one.kind == "task_completed"]
    assert [one.answer if one else None for one in card.known] == ["300,000", None]
    assert told.answers == (("What is the budget", "300,000"), ("Who decides", "Mr Li"))


def by_task(work, row, answers):
    done(work, row.id, answers=answers)


def by_contact(work, row, answers):
    said = {"way": "call", "outcome": "reached", "content": "聊了", "next_step": "再谈"}
    contacts.log(work, row.form, row.record, **said, task=row.id, answers=answers)


@pytest.mark.parametrize("door", [by_task, by_contact])
@pytest.mark.parametrize("question", ["What is the budget?", "预算多少"])
def test_answer_that_stays_as_it_was_known_is_not_found_out_again(database, now, door, question):
    world = PathWorld(database, now, PATH)
    order = world.submit()
    world.complete(order, "call", answers={"What is the budget": "300,000"})
    world.advance(order, "two")
    world.passes(days=1)
    with world.work() as work:
        door(work, world.open(work, order, "visit"), {question: " 300,000 ", "When": "May"})
    assert world.tasks(order)["visit"].answers == {"When": "May"}
    assert world.event(order, "task_completed")["answers"] == {"When": "May"}
    with world.work() as work:
        budget, when = known_answers(ASKS, tasks.of_record(work.connection, "order", order))
    assert (budget.task, budget.at, when.task) == ("call", now, "visit")


def test_answer_that_is_another_one_is_found_out_anew(database, now):
    world = PathWorld(database, now, PATH)
    order = world.submit()
    world.complete(order, "call", answers={"What is the budget": "300,000"})
    world.advance(order, "two")
    world.complete(order, "visit", answers={"What is the budget?": "400,000"})
    assert world.tasks(order)["visit"].answers == {"What is the budget?": "400,000"}
