"""What is not left to do about a record that becomes part of another: steps that end by it, and are back with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from accounts import Work
from records import TaskRow, in_flight, tasks

from ..stage_moves.progress import ENDED
from ..subject import Subject
from ..task_work.in_hand import NEXT_STEP, SETTLED, definition_of, task_label
from ..task_work.later_tasks import OWN

MERGED, DOUBLED = "merged_into_closed", "merged_into"  # why a task was closed

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
    return _end(work, gone, over, MERGED)


def end_doubled_steps(work: Work, kept: Subject, gone: Subject) -> list[Ended]:
    """A step that the record that stays has to take as well, or has taken, ends; what somebody is asked about goes on.

    The other one does not come along: what became of a task is what became of the newest of its name.
    """
    if kept.row.outcome != "open":
        return []
    form = kept.form.id
    became = {_step(row): row.state for row in tasks.of_record(work.connection, form, kept.id) if _is_step(row)}
    own = {step for step, state in became.items() if state in tasks.LIVE or state in ENDED}
    live = tasks.live_of_many(work.connection, form, (gone.id,)).get(gone.id, ())
    over = [row for row in live if _is_step(row) and row.state != tasks.WAITING and _step(row) in own]
    return _end(work, gone, over, DOUBLED)


def take_up_steps(work: Work, ended: Sequence[Ended]) -> None:
    """Those that nobody has touched since are to be done again."""
    before = {id: state for id, state, _ in ended}
    still = [row for row in tasks.by_ids(work.connection, before).values() if row.reason in (MERGED, DOUBLED)]
    back = {"ended_at": None, "reason": None}
    in_flight.change_tasks(work.connection, [{"id": row.id, "state": before[row.id], **back} for row in still])


def _is_step(row: TaskRow) -> bool:
    """Whether a stage asks for it, once."""
    return row.stage is not None and row.parent is None and row.title is None and row.task not in SETTLED


def _step(row: TaskRow) -> tuple[str | None, str | None, str]:
    return row.pipeline, row.stage, row.task


def _end(work: Work, gone: Subject, over: Sequence[TaskRow], reason: str) -> list[Ended]:
    closed = {"state": "closed", "ended_at": work.now, "reason": reason}
    in_flight.change_tasks(work.connection, [{"id": row.id, **closed} for row in over])
    return [[row.id, row.state, _name(gone, row)] for row in over]


def _name(gone: Subject, row: TaskRow) -> object:
    return task_label(row, definition_of(gone, row)).as_written()
