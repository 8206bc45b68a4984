"""A yes is to what was shown: where that changed, those who are waited for are asked anew, and a yes given is void."""

from __future__ import annotations

from collections.abc import Iterator

from accounts import Work
from records import StageVisit, TaskRow, tasks, timers

from ..crew import Crew
from ..happenings import NOTHING, Told, remember
from ..happenings import event as event_of
from ..pipelines import TaskDefinition
from ..stage_moves.entry import Arrival
from ..stored import house_env, jsonable
from ..subject import Subject
from ..task_work.later_tasks import AGAIN, open_now
from ..task_work.waiting import Opening
from .asking import ask_many, tier_of


def look_at_approvals(work: Work, subject: Subject, rows: tuple[TaskRow, ...], stay: StageVisit | None) -> Told:
    """Ask anew about what is no longer what was agreed to, in the stage where the record stands."""
    told = NOTHING
    for definition, row in _newest(subject, rows, stay):
        seen = (row.why or {}).get("seen")
        now = jsonable({name: subject.values.get(name) for name in definition.approve.about})
        if seen is not None and seen != now:
            changed = [name for name in now if now[name] != seen.get(name)]
            told += _ask_anew(work, subject, definition, row, changed)
    return told


def _newest(
    subject: Subject, rows: tuple[TaskRow, ...], stay: StageVisit | None
) -> Iterator[tuple[TaskDefinition, TaskRow]]:
    for definition in subject.stage.tasks:
        theirs = [row for row in rows if row.task == definition.id and row.parent is None]
        here = [row for row in theirs if stay is not None and row.visit == stay.id]
        if definition.approve is not None and here and here[-1].state in (tasks.WAITING, "done"):
            yield definition, here[-1]


def _ask_anew(work: Work, subject: Subject, definition: TaskDefinition, row: TaskRow, changed: list[str]) -> Told:
    told = {"task": definition.id, "task_id": row.id, "label": definition.label.as_written(), "changed": changed}
    void = event_of(work, subject.form.id, subject.id, "approval_void", **told)
    if row.state == tasks.WAITING:
        _drop_parts(work, row)
        arrival = Arrival(subject.number, subject.owner, subject.values)
        opening = Opening(row.form, row.record, row.id, row.visit, row.stage, definition, subject.pipeline, arrival)
        turn = (row.why or {}).get("turn", 1) + 1
        return remember(work, [void, *ask_many(work, Crew(work), [opening], turn=turn)])
    if tier_of(definition.approve, subject.values, house_env(work)) is None:
        return NOTHING
    return remember(work, [void]) + open_now(work, subject, [definition], how=AGAIN)


def _drop_parts(work: Work, row: TaskRow) -> None:
    for part in tasks.parts_of(work.connection, row.id):
        if part.state in tasks.LIVE:
            tasks.close(work.connection, part.id, work.now)
            timers.cancel_prefix(work.connection, f"task:{part.id}:", work.now, of=(part.form, part.record))
