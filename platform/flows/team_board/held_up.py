"""What holds up records that stand in a stage for too long: what their own pages say, read for many at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from accounts import Work, people
from definitions import Label, Reason
from records import TaskRow, tasks

from ..approving import is_voice
from ..pipelines import possible_moves
from ..record_story.questions import NOBODY, OpenTask, what_is_stuck
from ..record_story.record_page import waiting_of
from ..stage_moves import stages
from ..subject import Subject, look_many
from ..task_work.in_hand import definition_of, task_label
from ..task_work.why import people_in

MOST_NAMED = 3


def held_up(work: Work, form: str, records: Sequence[int]) -> dict[int, Reason]:
    """For each record why it does not go on, and what the way on still lacks."""
    subjects = look_many(work, form, records)
    live = tasks.live_of_many(work.connection, form, list(subjects))
    names = people.names(work.connection, people_in([row for rows in live.values() for row in rows]))
    return {id: _why(work, subject, live.get(id, ()), names) for id, subject in subjects.items()}


def _why(work: Work, subject: Subject, rows: Sequence[TaskRow], names: dict[int, str]) -> Reason:
    opened = [row for row in sorted(rows, key=_by_due) if row.state == "open" and not is_voice(row)]
    missing, waiting = list(_missing(work, subject)), waiting_of(subject, rows, names, ())
    kind, why = what_is_stuck(work, subject, [_open(work, subject, row) for row in opened], missing, waiting)
    if kind == NOBODY:
        return why  # whatever else is missing, somebody has to have it first
    said = [why.params.get("task"), *why.params.get("parts", ())]
    more = [label for label in missing if label not in said][:MOST_NAMED]
    return Reason("flows.still.lacks", {"why": why, "parts": more}) if more else why


def _open(work: Work, subject: Subject, row: TaskRow) -> OpenTask:
    late = row.due_at is not None and row.due_at < work.now
    return OpenTask(task_label(row, definition_of(subject, row)), row.must, row.due_at, late)


def _missing(work: Work, subject: Subject) -> Iterator[Label]:
    """What the gate of its stage waits for, where there is a step to go on to."""
    if subject.pipeline is None or subject.stage is None:
        return
    onward = [move for move in possible_moves(subject.pipeline, subject.stage) if move.is_onward]
    if onward and onward[0].guarded:
        yield from (one.label for one in stages.gate(work, subject).missing)


def _by_due(row: TaskRow) -> tuple:
    return row.due_at is None, row.due_at or row.opened_at, row.id
