"""The server is killed while programs speak to it; what it answered is there, what it did not is whole or not there."""

import time
from datetime import UTC, datetime, timedelta
from threading import Timer

import pytest
from sqlalchemy import select

from records import outbox, tables


@pytest.fixture
def rep_program(token_of) -> str:
    """The token of a program that lets leads in."""
    return token_of("xu.lan")


def killed_under_load(firm, token) -> list:
    """Answers of leads that came in until the server was taken away, and after."""
    firm.server.start("--no-demo", "--workers", "2")
    Timer(1.5, firm.server.kill).start()
    answers = list(firm.submit_all(400, token))
    time.sleep(0.2)
    return answers


def test_answered_submissions_survive_a_kill(firm, rep_program):
    answers = killed_under_load(firm, rep_program)
    answered = {answer.body["number"] for answer in answers if answer.status == 201}
    there = {record.number for record in firm.records()}
    assert answers[-1].status == 0, "the server was to die before the last lead"
    assert answered <= there
    assert len(there - answered) <= 8
    assert firm.half_done() == []


def test_a_restart_goes_on_where_it_was_killed(firm, rep_program):
    killed_under_load(firm, rep_program)
    firm.server.start("--no-demo")
    answers = list(firm.submit_all(10, rep_program, first=1000))
    assert [answer.status for answer in answers] == [201] * 10, firm.server.said()
    after_every_lease = datetime.now(UTC) + timedelta(minutes=5)
    until(lambda: firm.server.command("tick", "--at", after_every_lease.isoformat()) and not undone(firm))
    assert firm.half_done() == []
    assert told_twice(firm) == []


def test_a_restart_fires_what_fell_due(firm, rep_program):
    firm.server.start("--no-demo")
    list(firm.submit_all(3, rep_program))
    firm.server.kill()
    with firm.office.work() as work:
        work.connection.execute(tables.timer.update().values(due_at=firm.office.now.replace(year=2020)))
    firm.server.start("--no-demo")
    until(lambda: not unfired(firm))
    firm.server.stop()
    assert firm.half_done() == []


def undone(firm) -> int:
    with firm.office.work() as work:
        return outbox.waiting(work.connection)


def unfired(firm) -> list:
    """Timers that a tick has still to fire."""
    timer = tables.timer.c
    overdue = select(timer.key).where(timer.fired_at.is_(None), timer.cancelled_at.is_(None))
    with firm.office.work() as work:
        return list(work.connection.scalars(overdue.where(timer.due_at < firm.office.now.replace(year=2021))))


def told_twice(firm) -> list:
    """Notifications that somebody got twice for one cause."""
    with firm.office.work() as work:
        keys = list(work.connection.scalars(select(tables.notification.c.key)))
    return [key for key in keys if keys.count(key) > 1]


def until(happened, patience: float = 60) -> None:
    end = time.monotonic() + patience
    while not happened() and time.monotonic() < end:
        time.sleep(0.1)
    assert happened()
