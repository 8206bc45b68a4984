"""Opening the record in which others do a task: through the one door, linked, and told in both histories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from accounts import Work, require
from definitions import Refused
from forms import form_of
from records import Event, LinkRow, links, tasks, visits

from ..entrance.many import Outcome, submit_many
from ..happenings import event, follow, happened_to_many, remember
from ..refusal import refusal_words
from ..stage_moves.entry import Arrival
from ..subject import Subject
from ..task_work import next_action
from ..task_work.in_hand import TaskInHand, take_task
from ..task_work.later_tasks import AGAIN, open_now
from ..task_work.waiting import Opening
from .filling import subjects_of, values_for

CHANNEL = "automation"


def open_many(work: Work, openings: Sequence[Opening]) -> list[Event]:
    """Open one for each, in their order; what is refused leaves its task to whoever has it, with the reason."""
    by_form: dict[str, list[Opening]] = defaultdict(list)
    for one in openings:
        by_form[one.definition.opens.form].append(one)
    return [told for form, several in by_form.items() for told in _open_in(work, form, several)]


def open_again(work: Work, task_id: int) -> int:
    """Open it once more: because it could not be opened, was put in the trash, or came to a no; returns the task."""
    task = take_task(work, task_id)
    require(work, "complete", task.row.form)
    _require_openable(work, task)
    if task.row.state == "rejected":
        told = open_now(work, task.subject, [task.definition], how=AGAIN)
        task_id = told.events[0].data["task_id"]
    else:
        tasks.wait(work.connection, task_id, waits=True)
        told = remember(work, open_many(work, [_opening_of(task)]))
    next_action.refresh(work, task.row.form, task.subject.table, task.row.record)
    follow(work, told)
    return task_id


def _require_openable(work: Work, task: TaskInHand) -> None:
    """What waits for nothing any more, in the stage where the record stands."""
    if task.definition is None or task.definition.opens is None:
        raise Refused("linking.refused.opens_nothing", task=task.label)
    visit = visits.current(work.connection, task.row.form, task.row.record)
    here = visit is not None and visit.id == task.row.visit
    rows = tasks.of_record(work.connection, task.row.form, task.row.record)
    newest = [row for row in rows if row.task == task.row.task and row.parent is None][-1]
    if not here or newest.id != task.row.id or task.row.state not in ("open", "rejected"):
        raise Refused("linking.refused.not_again", task=task.label)


def _opening_of(task: TaskInHand) -> Opening:
    subject, row = task.subject, task.row
    arrival = Arrival(subject.number, subject.owner, subject.values)
    return Opening(row.form, row.record, row.id, row.visit, row.stage, task.definition, subject.pipeline, arrival)


def _open_in(work: Work, form: str, openings: Sequence[Opening]) -> list[Event]:
    subjects = {}
    for ours in {one.form for one in openings}:
        subjects.update({(ours, id): s for id, s in subjects_of(work, ours, _records(openings, ours)).items()})
    raw = [_values(work, one, subjects[one.form, one.record]) for one in openings]
    outcomes = submit_many(work.as_system(), form, raw, channel=CHANNEL)
    opened = [(one, found) for one, found in zip(openings, outcomes, strict=True) if found.record_id is not None]
    failed = [(one, found) for one, found in zip(openings, outcomes, strict=True) if found.record_id is None]
    links.add_many(work.connection, [_link(work, one, found) for one, found in opened])
    happened_to_many(work, [_told_there(work, form, one, found) for one, found in opened])
    _leave_to_people(work, failed)
    return [
        *(_told_here(work, form, one, found) for one, found in opened),
        *(_told_failed(work, form, one, found) for one, found in failed),
    ]


def _records(openings: Sequence[Opening], form: str) -> list[int]:
    return [one.record for one in openings if one.form == form]


def _values(work: Work, one: Opening, subject: Subject) -> dict[str, Any]:
    opens = one.definition.opens
    given = values_for(work, subject, opens.values, opens.form)
    return {**given, opens.origin: one.record} if opens.origin else given


def _link(work: Work, one: Opening, found: Outcome) -> LinkRow:
    opens = one.definition.opens
    return LinkRow(
        one.form, one.record, links.TASK, one.definition.id, opens.form, found.record_id,
        key=f"task:{one.task}:{found.record_id}", made_at=work.now, task=one.task,
        actor=work.actor.person_id, revision=work.catalog.revision,
    )  # fmt: skip


def _leave_to_people(work: Work, failed: Sequence[tuple[Opening, Outcome]]) -> None:
    for one, found in failed:
        kept = tasks.get(work.connection, one.task).why or {}
        tasks.keep_why(work.connection, one.task, {**kept, "not_opened": refusal_words(found.refused)})
        tasks.wait(work.connection, one.task, waits=False)
    for form in {one.form for one, _ in failed}:
        next_action.refresh_many(work, form, [one.record for one, _ in failed if one.form == form])


def _told_here(work: Work, form: str, one: Opening, found: Outcome) -> Event:
    said = {**_about(one), "other_form": form, "other": found.record_id, "number": found.number}
    return event(work, one.form, one.record, "record_opened", **said, form_label=_label_of(work, form))


def _told_failed(work: Work, form: str, one: Opening, found: Outcome) -> Event:
    said = {**_about(one), "other_form": form, "form_label": _label_of(work, form), "why": refusal_words(found.refused)}
    return event(work, one.form, one.record, "record_not_opened", **said)


def _told_there(work: Work, form: str, one: Opening, found: Outcome) -> Event:
    said = {**_about(one), "other_form": one.form, "other": one.record, "number": one.arrival.number}
    return event(work, form, found.record_id, "opened_for", **said, form_label=_label_of(work, one.form))


def _label_of(work: Work, form: str) -> Any:
    return form_of(work.catalog, form).label.as_written()


def _about(one: Opening) -> Mapping[str, Any]:
    return {"task": one.definition.id, "task_id": one.task, "label": one.definition.label.as_written()}
