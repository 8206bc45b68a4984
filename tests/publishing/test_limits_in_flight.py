"""Limits that begin or end while records are on their way, and records whose clocks stand still meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pytest

from flows import in_flight, pausing
from records import tasks, timers
from tests.publishing.test_in_flight import AFTER, BEFORE, Shop

SQLITE = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
FREE = BEFORE.replace("    limit: 5 working days\n", "").replace("within: 2 working days, ", "")
SHORTER = BEFORE.replace("limit: 5 working days", "limit: 3 working days").replace(
    "within: 2 working", "within: 1 working"
)
FIX = "repair/fix=fix"


@pytest.fixture
def shop(workspace, files, now):
    return Shop(workspace, files, now)


def limits(shop, record):
    """What the task and the record show, and the limits that clocks count."""
    rows = shop.do(lambda work: tasks.of_record(work.connection, "ticket", record))
    clocks = shop.do(lambda work: timers.running_of(work.connection, "ticket", record))
    part = next(row for row in rows if row.task == "order_part")
    counted = {one.kind: one.limit_at for one in clocks if one.kind in ("task_overdue", "stage_limit")}
    shown = (part.due_at, shop.row(record).stage_due_at)
    return shown, (counted.get("task_overdue"), counted.get("stage_limit"))


def pause(shop, record):
    shop.do(lambda work: pausing.pause(work, "ticket", record, "trade fair"))


def resume(shop, record):
    shop.do(lambda work: pausing.resume(work, "ticket", record))


def test_new_limits_are_asked_about_and_count_from_where_each_began(shop):
    usual = shop.ticket()
    wanted = limits(shop, usual)
    shop.publish(FREE, FIX)
    record = shop.ticket()
    shop.now += timedelta(hours=1)
    (question,) = shop.plan(BEFORE).in_flight
    assert "no limit → 2 working days" in question.words("en") and "no limit → 5 working days" in question.words("en")
    shop.publish(BEFORE, FIX)
    assert limits(shop, record) == limits(shop, usual) == wanted
    assert shop.row(record).next_due_at == wanted[0][0]


def test_removed_limits_end_for_records_that_are_there(shop):
    record = shop.ticket()
    (question,) = shop.plan(FREE).in_flight
    assert "2 working days → no limit" in question.words("en")
    shop.publish(FREE, FIX)
    assert limits(shop, record) == ((None, None), (None, None))
    assert shop.row(record).next_due_at is None


@pytest.mark.parametrize(("first", "then"), [(FREE, BEFORE), (BEFORE, FREE), (BEFORE, SHORTER)])
def test_undo_gives_the_old_limits_back(shop, first, then):
    shop.publish(first)
    record = shop.ticket()
    before = limits(shop, record)
    shop.publish(then, FIX)
    assert limits(shop, record) != before
    shop.undo()
    assert limits(shop, record) == before


@pytest.mark.parametrize("first", [FREE, BEFORE])
def test_paused_record_has_the_new_limits_when_it_goes_on(shop, first):
    shop.publish(first)
    record, other = shop.ticket(), shop.ticket()
    pause(shop, record)
    shop.publish(SHORTER, FIX)
    assert limits(shop, record)[0] == (None, None)
    wanted = limits(shop, other)[0]
    shop.now += timedelta(days=7)
    resume(shop, record)
    assert limits(shop, record)[0] == tuple(at + timedelta(days=7) for at in wanted)
    assert limits(shop, record)[1] == limits(shop, record)[0]


def test_paused_record_has_no_limit_when_it_goes_on_where_it_was_removed(shop):
    record = shop.ticket()
    pause(shop, record)
    shop.publish(FREE, FIX)
    resume(shop, record)
    assert limits(shop, record) == ((None, None), (None, None))


@pytest.mark.parametrize("then", [FREE, SHORTER])
def test_undo_gives_paused_records_the_old_limits_when_they_go_on(shop, then):
    record, other = shop.ticket(), shop.ticket()
    pause(shop, record)
    shop.publish(then, FIX)
    shop.undo()
    resume(shop, record)
    assert limits(shop, record) == limits(shop, other)


@SQLITE
def test_undo_after_the_pause_lets_the_old_clocks_run(shop):
    record = shop.ticket()
    before = limits(shop, record)
    pause(shop, record)
    shop.publish(FREE, FIX)
    resume(shop, record)
    shop.undo()
    assert limits(shop, record) == before


@SQLITE
def test_late_task_stays_late_when_its_limit_goes(shop):
    record = shop.ticket()
    before = limits(shop, record)[0][0]
    shop.now += timedelta(days=30)
    shop.publish(FREE, FIX)
    assert limits(shop, record)[0][0] == before


# What holds for a record wherever it stands.

ASKED = BEFORE + "first_response: {within: 3 working hours}\nsilence: {after: 10 days}\n"
SOONER = ASKED.replace("3 working hours", "1 working hour").replace("silence: {after: 10 days}\n", "")


def of_record(shop, record):
    """Until when the record has to be answered, and until when it may be silent."""
    clocks = shop.do(lambda work: timers.running_of(work.connection, "ticket", record))
    counted = {one.kind: one.limit_at for one in clocks}
    return counted.get("first_response"), counted.get("silence")


def test_limits_of_the_whole_pipeline_are_asked_about(shop):
    shop.publish(ASKED)
    record = shop.ticket()
    (question,) = shop.plan(SOONER).in_flight
    said = question.words("en")
    assert "first response 3 working hours → 1 working hour" in said and "silence 10 days → no limit" in said
    shop.publish(SOONER, FIX)
    assert of_record(shop, record) == (of_record(shop, shop.ticket())[0], None)


def test_records_whose_limits_are_kept_count_as_before(shop):
    shop.publish(ASKED)
    record = shop.ticket()
    before = of_record(shop, record)
    shop.publish(SOONER, "repair/fix=keep")
    assert of_record(shop, record) == before


def test_undo_gives_the_limits_of_the_pipeline_back(shop):
    shop.publish(ASKED)
    record = shop.ticket()
    before = of_record(shop, record)
    shop.publish(SOONER, FIX)
    assert of_record(shop, record) != before
    shop.undo()
    assert of_record(shop, record) == before


MENDED = AFTER + "first_response: {within: 1 working hour}\n"


@pytest.mark.parametrize("later", [False, True])
def test_record_that_is_taken_to_another_stage_has_the_limits_of_its_pipeline(shop, later):
    shop.publish(ASKED)
    record = shop.ticket()
    before = of_record(shop, record)
    shop.publish(MENDED, "repair/fix=keep" if later else "repair/fix=mend")
    if later:
        assert of_record(shop, record) == before
        (answer,) = in_flight.read_answers(["repair/fix=mend"])
        shop.do(lambda work: in_flight.decide(work, answer))
    assert of_record(shop, record) == of_record(shop, shop.ticket(to="mend"))
    shop.undo()
    assert of_record(shop, record) == before
