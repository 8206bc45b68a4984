"""Tasks: opened, completed once, found by person and by time."""

from datetime import timedelta

import pytest

from definitions import AlreadyDone, NotFound
from records import TaskRow, tasks

HOUR = timedelta(hours=1)


def a_task(now, name: str = "call", due: float | None = None, **values: object) -> TaskRow:
    values = {"form": "ticket", "record": 1, "assignee": 5} | values
    return TaskRow(task=name, opened_at=now, due_at=None if due is None else now + due * HOUR, **values)


def names(rows) -> list[str]:
    return [row.task for row in rows]


def test_a_task_is_completed_with_its_answers(database, now):
    with database.transaction() as connection:
        task = tasks.open_task(connection, a_task(now, must=True))
        done = tasks.complete(connection, task, now + HOUR, by=5, answers={"reached": True})
    assert (done.state, done.ended_by, done.ended_at, done.answers) == ("done", 5, now + HOUR, {"reached": True})


def test_a_task_ends_only_once(database, now):
    with database.transaction() as connection:
        task = tasks.open_task(connection, a_task(now))
        tasks.skip(connection, task, now, by=5, reason="no_need", words="called already")
        with pytest.raises(AlreadyDone):
            tasks.complete(connection, task, now, by=6)
        assert tasks.get(connection, task).reason == "no_need"


def test_a_task_that_is_not_there(database):
    with database.reading() as connection, pytest.raises(NotFound):
        tasks.get(connection, 99)


def test_open_tasks_stand_in_their_order(database, now):
    with database.transaction() as connection:
        first, *_ = tasks.open_many(connection, [a_task(now, name) for name in ("call", "write", "visit")])
        tasks.complete(connection, first, now, by=None)
        assert names(tasks.open_of(connection, "ticket", 1)) == ["write", "visit"]
        assert names(tasks.of_record(connection, "ticket", 1)) == ["call", "write", "visit"]


def test_the_next_task_is_due_first(database, now):
    with database.transaction() as connection:
        tasks.open_many(connection, [a_task(now, "whenever"), a_task(now, "late", 2), a_task(now, "soon", 1)])
        assert tasks.next_of(connection, "ticket", 1).task == "soon"


def test_a_persons_tasks_by_time(database, now):
    due = {"today": 1, "tomorrow": 24, "whenever": None}
    with database.transaction() as connection:
        tasks.open_many(connection, [a_task(now, name, hours) for name, hours in due.items()])
        tasks.open_task(connection, a_task(now, "not mine", 1, assignee=6))
        assert names(tasks.due_of(connection, 5)) == ["today", "tomorrow", "whenever"]
        assert names(tasks.due_of(connection, 5, before=now + 2 * HOUR)) == ["today"]


def test_snoozed_tasks_are_out_of_sight(database, now):
    with database.transaction() as connection:
        task = tasks.open_task(connection, a_task(now, due=1))
        tasks.snooze(connection, task, now + HOUR)
        assert tasks.due_of(connection, 5, now=now) == ()
        assert names(tasks.due_of(connection, 5, now=now + HOUR)) == ["call"]


def test_overdue_is_marked_once(database, now):
    with database.transaction() as connection:
        task = tasks.open_task(connection, a_task(now, due=1))
        assert names(tasks.overdue(connection, now + 2 * HOUR)) == ["call"]
        assert tasks.mark_overdue(connection, [task], now + 2 * HOUR)
        assert not tasks.mark_overdue(connection, [task], now + 3 * HOUR)


def test_a_moved_task_is_no_longer_overdue(database, now):
    with database.transaction() as connection:
        task = tasks.open_task(connection, a_task(now, due=1))
        tasks.mark_overdue(connection, [task], now + 2 * HOUR)
        tasks.move(connection, task, now + 9 * HOUR)
        moved = tasks.get(connection, task)
    assert (moved.due_at, moved.overdue_at) == (now + 9 * HOUR, None)


def test_a_left_stage_closes_only_its_tasks(database, now):
    with database.transaction() as connection:
        tasks.open_many(connection, [a_task(now, "old"), a_task(now, "new")])
        assert tasks.close_of(connection, "ticket", 1, now, visit=77) == 0
        assert tasks.close_of(connection, "ticket", 1, now) == 2
        assert tasks.open_of(connection, "ticket", 1) == ()


def test_tasks_go_to_the_new_owner(database, now):
    with database.transaction() as connection:
        tasks.open_many(connection, [a_task(now, "mine"), a_task(now, "theirs", assignee=6)])
        assert tasks.hand_over(connection, "ticket", 1, 7, whose=5) == 1
        assert {row.task: row.assignee for row in tasks.open_of(connection, "ticket", 1)} == {"mine": 7, "theirs": 6}


def test_many_records_tasks_are_found_at_once(database, now):
    with database.transaction() as connection:
        tasks.open_many(connection, [a_task(now, record=record) for record in (1, 1, 2)])
        found = tasks.open_of_many(connection, "ticket", [1, 2, 3])
        assert {record: len(rows) for record, rows in found.items()} == {1: 2, 2: 1}
        assert tasks.open_counts(connection, [5, 6]) == {5: 3, 6: 0}
        assert tasks.close_of_many(connection, "ticket", [1, 2], now) == 3


def test_what_a_person_got_done(database, now):
    with database.transaction() as connection:
        first, second = tasks.open_many(connection, [a_task(now, "call"), a_task(now, "write")])
        tasks.complete(connection, first, now, by=5)
        tasks.complete(connection, second, now + HOUR, by=5)
        assert names(tasks.ended_by(connection, 5, since=now + HOUR)) == ["write"]
