"""What became of the record in which others did a task: the task is done with it, has failed, or is left to people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row

from accounts import Work
from definitions import Refused
from forms import table_of
from records import LinkRow, TaskRow, links, store, tasks, timers, visits

from ..clocks.took import task_took
from ..editing import edit_on_the_way
from ..happenings import NOTHING, Told, event, follow, remember
from ..pipelines import Opens
from ..pipelines.opens import DONE, REJECTED
from ..refusal import refusal_words
from ..sending.notices import Notice
from ..sending.notices import tell as tell_people
from ..stage_moves.sent_back import send_back
from ..subject import Subject, again, subject_of
from ..task_work import next_action
from ..task_work.in_hand import TaskInHand, definition_of, tell
from ..task_work.later_tasks import after_end
from .filling import values_for

GONE = "in_trash"


def look_at_outcomes(work: Work, form: str, record: int) -> None:
    """Something became of a record: whoever waits for it hears."""
    for link in links.to_record(work.connection, form, record):
        _look(work, link)


def look_at_waiting(work: Work, form: str, record: int) -> None:
    """A record has just begun to wait, or is back from the trash: what it waits for may have come meanwhile."""
    for link in links.from_record(work.connection, form, record):
        _look(work, link)


def _look(work: Work, link: LinkRow) -> None:
    if link.kind != links.TASK or work.catalog.find("form", link.form) is None:
        return
    row = store.lock(work.connection, table_of(work.catalog, link.form), link.record)
    if row is None or row.trashed_at is not None:
        return
    task = _task_of(work, link, row)
    other = _other(work, link)
    if task is None or other is None:
        return
    if other.trashed_at is not None:
        _other_is_gone(work, task, other)
        return
    if GONE in (task.row.why or {}):
        task = _other_is_back(work, task)
    _settle(work, task, link, other)


def _task_of(work: Work, link: LinkRow, row: Row) -> TaskInHand | None:
    """The task that waits for it: in the stage where the record stands, and for no later one."""
    subject = subject_of(work, link.form, row)
    found = tasks.get(work.connection, link.task)
    definition = definition_of(subject, found)
    newest = [one for one in links.from_record(work.connection, link.form, link.record) if one.task == link.task][-1]
    if definition is None or definition.opens is None or newest.id != link.id or not _matters(work, found):
        return None
    return TaskInHand(found, subject, definition)


def _matters(work: Work, row: TaskRow) -> bool:
    """A no may still become a yes while the record stands where it stood."""
    visit = visits.current(work.connection, row.form, row.record)
    here = visit is not None and visit.id == row.visit
    return row.state in ("open", tasks.WAITING) or (row.state == REJECTED and here)


def _other(work: Work, link: LinkRow) -> Row | None:
    if work.catalog.find("form", link.other_form) is None:
        return None
    return store.fetch(work.connection, table_of(work.catalog, link.other_form), link.other_record)


def _settle(work: Work, task: TaskInHand, link: LinkRow, other: Row) -> None:
    opens = task.definition.opens
    outcome = opens.outcome_at(other.stage or "", other.outcome or "")
    if outcome is None or outcome == task.row.state:
        return
    there = subject_of(work, link.other_form, other)
    words = _words(work, there)
    if outcome == REJECTED:
        _fail(work, task, there, words)
        return
    if task.row.state == REJECTED:
        tasks.reopen(work.connection, task.row.id)
    brought = _bring(work, task, there, opens)
    _finish(work, TaskInHand(task.row, again(work, task.subject), task.definition), there, words, brought)


def _finish(work: Work, task: TaskInHand, there: Subject, words: str | None, brought: Told) -> None:
    took = task_took(work, task.row)
    tasks.complete(work.connection, task.row.id, work.now, by=work.actor.person_id, words=words, took=took)
    _stop_clocks(work, task.row)
    told = tell(work, task, "task_completed", words=words, **_of(there)) + after_end(work, task, done=True)
    next_action.refresh(work, task.row.form, task.subject.table, task.row.record)
    _tell_owner(work, task, there, "outcome_done", words)
    follow(work, brought + told)


def _fail(work: Work, task: TaskInHand, there: Subject, words: str | None) -> None:
    took = task_took(work, task.row)
    tasks.reject(work.connection, task.row.id, work.now, by=work.actor.person_id, words=words, took=took)
    _stop_clocks(work, task.row)
    told = tell(work, task, "outcome_refused", words=words, **_of(there)) + after_end(work, task, done=False)
    _tell_owner(work, task, there, "outcome_refused", words)
    send_back(work, task, task.definition.opens.rejected_to, words)
    next_action.refresh(work, task.row.form, task.subject.table, task.row.record)
    follow(work, told)


def _bring(work: Work, task: TaskInHand, there: Subject, opens: Opens) -> Told:
    """What comes back; what our form does not take is told, and holds up nothing."""
    if not opens.brings:
        return NOTHING
    try:
        raw = values_for(work, there, opens.brings, task.row.form)
        edited = edit_on_the_way(work.as_system(), task.subject, raw, channel="automation")
    except Refused as refused:
        about = {"task": task.row.task, "label": task.label.as_written(), **_of(there)}
        about["why"] = refusal_words(refused)
        return remember(work, [event(work, task.row.form, task.row.record, "not_brought", **about)])
    return edited.told or NOTHING


def _other_is_gone(work: Work, task: TaskInHand, other: Row) -> None:
    """Whoever has the task decides: open another, or leave it out."""
    if not tasks.wait(work.connection, task.row.id, waits=False):
        return
    tasks.keep_why(work.connection, task.row.id, {**(task.row.why or {}), GONE: other.number})
    about = {"other_form": task.definition.opens.form, "other": other.id, "number": other.number}
    told = tell(work, task, "outcome_gone", **about)
    next_action.refresh(work, task.row.form, task.subject.table, task.row.record)
    follow(work, told)


def _other_is_back(work: Work, task: TaskInHand) -> TaskInHand:
    why = {name: value for name, value in task.row.why.items() if name != GONE}
    tasks.keep_why(work.connection, task.row.id, why)
    tasks.wait(work.connection, task.row.id, waits=True)
    next_action.refresh(work, task.row.form, task.subject.table, task.row.record)
    return TaskInHand(tasks.get(work.connection, task.row.id), task.subject, task.definition)


def _words(work: Work, there: Subject) -> str | None:
    """What somebody wrote when they moved it there."""
    stay = visits.current(work.connection, there.form.id, there.id)
    return stay.words if stay else None


def _of(there: Subject) -> dict[str, Any]:
    stage = there.stage.label.as_written() if there.stage else there.row.stage
    return {"other_form": there.form.id, "other": there.id, "number": there.number, "stage": stage}


def _stop_clocks(work: Work, row: TaskRow) -> None:
    timers.cancel_prefix(work.connection, f"task:{row.id}:", work.now, of=(row.form, row.record))


def _tell_owner(work: Work, task: TaskInHand, there: Subject, kind: str, words: str | None) -> None:
    for person in _concerned(task):
        if person != work.actor.person_id:
            params = {
                "task": task.label.as_written(), "number": there.number, "words": words or "",
                "stage": there.stage.label.as_written() if there.stage else "",
            }  # fmt: skip
            key = f"{kind}:{task.row.id}"
            tell_people(work, [Notice(person, kind, task.row.form, task.row.record, key=key, params=params)])


def _concerned(task: TaskInHand) -> Iterable[int]:
    found = dict.fromkeys((task.subject.owner, task.row.assignee))
    return [person for person in found if person is not None]


def keep_link(work: Work, form: str, record: int, task: str, other: int) -> None:
    """The field that shows what was opened, where the definition names one."""
    row = store.lock(work.connection, table_of(work.catalog, form), record)
    if row is None:
        return
    subject = subject_of(work, form, row)
    definition = subject.pipeline.task(task) if subject.pipeline else None
    if definition is None or definition.opens is None or definition.opens.link is None:
        return
    edited = edit_on_the_way(work.as_system(), subject, {definition.opens.link: other}, channel="automation")
    follow(work, edited.told or NOTHING)


__all__ = ["DONE", "REJECTED", "keep_link", "look_at_outcomes", "look_at_waiting"]
