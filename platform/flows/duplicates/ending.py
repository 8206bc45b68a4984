"""What is left to do about a record that becomes part of a closed one: its steps end there, and are back with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from accounts import Work
from records import TaskRow, in_flight, tasks

from ..subject import Subject
from ..task_work.in_hand import NEXT_STEP, definition_of, task_label
from ..task_work.later_tasks import OWN

MERGED = "merged_into_closed"  # why a task was closed

# id, the state it had, and what it is called
Ended = list[object]


def end_open_steps(work: Work, kept: Subject, gone: Subject, moved: Iterable[int]) -> list[Ended]:
    """End the tasks that came along and are steps towards what is decided; what people promised or added stays.

    Their clocks stay with the record that went, and stand still with it.
    """
    if kept.row.outcome == "open":
        return []
    found = tasks.by_ids(work.connection, moved).values()
    over = [row for row in found if row.state in tasks.LIVE and row.task != NEXT_STEP and row.how != OWN]
    closed = {"state": "closed", "ended_at": work.now, "reason": MERGED}
    in_flight.change_tasks(work.connection, [{"id": row.id, **closed} for row in over])
    return [[row.id, row.state, _name(gone, row)] for row in over]


def take_up_steps(work: Work, ended: Sequence[Ended]) -> None:
    """Those that nobody has touched since are to be done again."""
    before = {id: state for id, state, _ in ended}
    still = [row for row in tasks.by_ids(work.connection, before).values() if row.reason == MERGED]
    back = {"ended_at": None, "reason": None}
    in_flight.change_tasks(work.connection, [{"id": row.id, "state": before[row.id], **back} for row in still])


def _name(gone: Subject, row: TaskRow) -> object:
    return task_label(row, definition_of(gone, row)).as_written()
