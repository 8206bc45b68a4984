"""Whose hands tasks are in: they go along with their record, are taken out of a queue, and handed to others."""

from __future__ import annotations

from dataclasses import replace

from accounts import Work, allowed, people
from definitions import Label, NotAllowed, Refused
from records import TaskRow, tasks, timers

from ..approving.asking import ASKED
from ..crew import Crew
from ..happenings import follow
from ..own_words import said
from ..pipelines import FOLLOW_UP
from ..stage_moves.entering import task_timers
from ..stage_moves.entry import PlannedTask, task_due
from ..subject import Subject
from . import next_action
from .giving import Given
from .in_hand import TaskInHand, definition_of, require_own, take_task, tell
from .notices import tell_given
from .time_left import Limit, time_left


def follow_owner(work: Work, subject: Subject, owner: int | None, *, anew: bool) -> None:
    """The record has another owner: what the owner had to do goes along, `anew` with the whole time where it is due."""
    crew = Crew(work)
    for row in tasks.open_of(work.connection, subject.form.id, subject.id):
        definition = definition_of(subject, row)
        if row.how == ASKED:
            continue
        if row.task == FOLLOW_UP or (definition is not None and definition.who.kind not in ("owner", "superior")):
            continue
        given = crew.give(definition.who, owner, subject.number) if definition else Given(owner)
        if given.person != row.assignee:
            _give(work, TaskInHand(row, subject, definition), given.person, crew, anew=anew)
    next_action.refresh(work, subject.form.id, subject.table, subject.id)


def claim(work: Work, task_id: int) -> TaskInHand:
    """Take a task out of the queue of one's team or role; of two at once one gets it, and the other reads who."""
    task = take_task(work, task_id)
    if task.row.state != "open":
        raise Refused("records.task_ended", state=task.row.state)
    if not in_queue_of(work, task.row):
        raise NotAllowed("tasks.refused.not_your_queue", task=task.label)
    if not tasks.claim(work.connection, task_id, work.actor.person_id):
        name = people.names(work.connection, [task.row.assignee]).get(task.row.assignee, "")
        raise Refused("tasks.refused.taken", task=task.label, name=name)
    next_action.refresh(work, task.row.form, task.subject.table, task.row.record)
    follow(work, tell(work, task, "task_claimed"))
    return take_task(work, task_id)


def hand(work: Work, task_id: int, to: int, words: str = "") -> TaskInHand:
    """Hand a task to somebody else; who hands out work may, and whoever has it."""
    task, words = take_task(work, task_id), said("words", words) or ""
    if task.row.how == ASKED:
        _require_may_delegate(work, task, to)
    else:
        require_own(work, task, "complete")
    if task.row.state != "open":
        raise Refused("records.task_ended", state=task.row.state)
    crew = Crew(work)
    receiver = crew.person(to)
    if receiver is None:
        raise Refused("tasks.refused.nobody", task=task.label)
    if to == task.row.assignee:
        raise Refused("tasks.refused.has_it", task=task.label, name=receiver.name)
    _give(work, task, to, crew, anew=task.row.assignee != work.actor.person_id)
    if task.row.how == ASKED:
        now = tasks.get(work.connection, task_id)
        tasks.keep_why(work.connection, task_id, {**(now.why or {}), "delegated_by": work.actor.person_id})
    next_action.refresh(work, task.row.form, task.subject.table, task.row.record)
    tell_given(work, [(task_id, replace(task.row, assignee=to), task.label)], words)
    follow(work, tell(work, task, "task_handed", owner=to, previous_owner=task.row.assignee, words=words))
    return replace(task, row=tasks.get(work.connection, task_id))


def _require_may_delegate(work: Work, task: TaskInHand, to: int) -> None:
    """Whoever is asked may hand it on, if the admin lets them; not to who asks, nor to who is asked already."""
    approval = task.definition.approve if task.definition else None
    if task.row.assignee != work.actor.person_id or approval is None or not approval.may_delegate:
        raise NotAllowed("approving.refused.no_delegating", task=task.label)
    asked = {part.assignee for part in tasks.parts_of(work.connection, task.row.parent) if part.state == "open"}
    if to == task.subject.owner or to in asked - {task.row.assignee}:
        raise Refused("approving.refused.delegate_to", task=task.label)


def in_queue_of(work: Work, row: TaskRow) -> bool:
    """Whether the actor may take the task out of the queue it lies in."""
    actor = work.actor
    if actor.is_system or allowed(actor, "assign", row.form):
        return actor.person_id is not None
    mine = row.for_team is not None and row.for_team in actor.above | actor.teams
    return mine or (row.for_role is not None and actor.role is not None and actor.role.id == row.for_role)


def queue_label(work: Work, task_row: TaskRow) -> Label | None:
    """What the queue is called that a task lies in."""
    if task_row.for_team is not None:
        found = Crew(work).roster.tree.get(task_row.for_team)
        return found.label if found else None
    role = work.catalog.find("role", task_row.for_role) if task_row.for_role else None
    return role.label if role else None


def _give(work: Work, task: TaskInHand, to: int | None, crew: Crew, *, anew: bool) -> None:
    """A new assignee has the time that is left, or the whole of it, as `time_left` says."""
    row, definition = task.row, task.definition
    tasks.hand_to(work.connection, row.id, to)
    if definition is None or definition.within is None or row.due_at is None:
        timers.belong_to(work.connection, f"task:{row.id}:", to, of=(row.form, row.record))
        return
    whole = Limit(task_due(definition, to, crew, work.now), work.now)
    left = time_left(row, _limit_now(work, row), to, whole=whole, anew=anew, now=work.now)
    tasks.keep_why(work.connection, row.id, left.why)
    if left.goes_on:
        timers.belong_to(work.connection, f"task:{row.id}:", to, of=(row.form, row.record))
        return
    tasks.move(work.connection, row.id, left.limit.due_at)
    timers.cancel_prefix(work.connection, f"task:{row.id}:", work.now, of=(row.form, row.record))
    moved = PlannedTask(definition, Given(to), left.limit.due_at, counted_from=left.limit.counted_from)
    timers.start_many(work.connection, task_timers(row.form, row.record, row.id, moved, crew=crew, now=work.now))


def _limit_now(work: Work, row: TaskRow) -> Limit:
    """Until when a task has time, and since when: its clock knows, where one runs."""
    running = timers.running_of(work.connection, row.form, row.record)
    since = next((one.counted_from for one in running if one.key.startswith(f"task:{row.id}:")), None)
    return Limit(row.due_at, since or row.opened_at)
