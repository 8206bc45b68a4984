"""Saying yes or no: answers are counted, and the one that settles it completes the task or takes the record back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accounts import Work, people, require
from definitions import AlreadyDone, NotAllowed, Reason, Refused
from records import TaskRow, tasks, timers

from ..clocks.took import task_took
from ..happenings import NOTHING, Told, follow
from ..own_words import said
from ..sending.notices import Notice, tell
from ..stage_moves.sent_back import send_back
from ..task_work import next_action
from ..task_work.in_hand import TaskInHand, take_task
from ..task_work.in_hand import tell as remember_task
from ..task_work.later_tasks import AGAIN, after_end, open_now
from .asking import ASKED, parts_now

DONE, REJECTED = "done", "rejected"


@dataclass(frozen=True)
class Decided:
    """What an answer came to: the part that was answered, and what the approval is now."""

    part: TaskInHand
    state: str


def approve(work: Work, part_id: int, words: str | None = None) -> Decided:
    """Agree; with the last of those that were needed the task is done."""
    return _answer(work, part_id, DONE, said("words", words))


def reject(work: Work, part_id: int, words: str) -> Decided:
    """Refuse, and why; as soon as enough can no longer agree, the task has failed."""
    why = said("words", words)
    if not why:
        raise Refused("approving.refused.say_why")
    return _answer(work, part_id, REJECTED, why)


def ask_again(work: Work, task_id: int) -> int:
    """Ask anew for what was refused; whoever changed something about it may."""
    task = take_task(work, task_id)
    _require_asker(work, task)
    rows = tasks.of_record(work.connection, task.row.form, task.row.record)
    newest = [row for row in rows if row.task == task.row.task and row.parent is None][-1]
    if newest.id != task_id or task.row.state != REJECTED or task.subject.row.stage != task.row.stage:
        raise Refused("approving.refused.not_again", task=task.label)
    told = open_now(work, task.subject, [task.definition], how=AGAIN)
    next_action.refresh(work, task.row.form, task.subject.table, task.row.record)
    follow(work, told)
    return told.events[0].data["task_id"]


def remind(work: Work, task_id: int) -> int:
    """Tell those who have not answered yet that they are waited for, at most once an hour; returns how many."""
    task = take_task(work, task_id)
    _require_asker(work, task)
    waiting = [part for part in tasks.parts_of(work.connection, task_id) if part.state == "open"]
    if task.row.state != tasks.WAITING or not waiting:
        raise Refused("approving.refused.nobody_waits", task=task.label)
    hour = work.now.replace(minute=0, second=0, microsecond=0)
    tell(work, [waits_notice(work, task, part, turn=int(hour.timestamp())) for part in waiting])
    return len(waiting)


def waits_notice(work: Work, task: TaskInHand, part: TaskRow, *, turn: int) -> Notice:
    """Reminds an approver."""
    who = people.names(work.connection, [task.subject.owner]).get(task.subject.owner, "")
    return Notice(
        part.assignee, "approval_waits", part.form, part.record, key=f"approval_waits:{part.id}:{turn}",
        until=part.due_at, why=Reason("approving.why.asked"),
        params={"task": task.label.as_written(), "person": who},
    )  # fmt: skip


def is_part(row: TaskRow) -> bool:
    """Whether a task is somebody's part in an approval."""
    return row.parent is not None and row.how == ASKED


def _answer(work: Work, part_id: int, state: str, words: str | None) -> Decided:
    part = take_task(work, part_id)
    if not is_part(part.row):
        raise Refused("approving.refused.no_approval", task=part.label)
    if part.row.assignee != work.actor.person_id and not work.actor.is_system:
        name = people.names(work.connection, [part.row.assignee]).get(part.row.assignee, "")
        raise NotAllowed("approving.refused.not_yours", task=part.label, name=name)
    if part.row.state != "open":
        raise AlreadyDone("records.task_ended", state=part.row.state)
    end = tasks.complete if state == DONE else tasks.reject
    took = task_took(work, part.row)
    end(work.connection, part_id, work.now, by=work.actor.person_id, words=words, took=took)
    timers.cancel_prefix(work.connection, f"task:{part_id}:", work.now, of=(part.row.form, part.row.record))
    told = remember_task(work, part, "approved" if state == DONE else "rejected", words=words)
    now, more = _settle(work, part, words)
    next_action.refresh(work, part.row.form, part.subject.table, part.row.record)
    follow(work, told + more)
    return Decided(part, now)


def _settle(work: Work, part: TaskInHand, words: str | None) -> tuple[str, Told]:
    """What the answers so far come to."""
    whole = tasks.get(work.connection, part.row.parent)
    parts = parts_now(whole, tasks.parts_of(work.connection, whole.id))
    outcome = outcome_of((whole.why or {}).get("need", len(parts)), [one.state for one in parts])
    if outcome is None or whole.state != tasks.WAITING:
        return whole.state, NOTHING
    task = TaskInHand(whole, part.subject, part.definition)
    took = task_took(work, whole)
    if outcome == DONE:
        tasks.complete(work.connection, whole.id, work.now, by=work.actor.person_id, words=words, took=took)
        told = remember_task(work, task, "task_completed", words=words) + after_end(work, task, done=True)
        _tell_owner(work, task, "approval_granted", words)
        return DONE, told
    tasks.reject(work.connection, whole.id, work.now, by=work.actor.person_id, words=words, took=took)
    told = remember_task(work, task, "approval_refused", words=words) + after_end(work, task, done=False)
    _tell_owner(work, task, "approval_refused", words)
    send_back(work, task, task.definition.approve.rejected_to, words)
    return REJECTED, told


def outcome_of(need: int, states: Sequence[str]) -> str | None:
    """Done once enough agree; refused once enough no longer can; else open. Whoever dropped out counts for nothing."""
    there = [state for state in states if state in ("open", DONE, REJECTED)]
    if there.count(DONE) >= min(need, len(there)):
        return DONE
    return REJECTED if len(there) - there.count(REJECTED) < need else None


def _tell_owner(work: Work, task: TaskInHand, kind: str, words: str | None) -> None:
    owner = task.subject.owner
    if owner is None or owner == work.actor.person_id:
        return
    params = {"task": task.label.as_written(), "person": work.actor.name, "words": words or ""}
    notice = Notice(owner, kind, task.row.form, task.row.record, key=f"{kind}:{task.row.id}", params=params)
    tell(work, [notice])


def _require_asker(work: Work, task: TaskInHand) -> None:
    """Whoever works on the record asks for it."""
    require(work, "complete", task.row.form)
    if task.definition is None or task.definition.approve is None or task.row.parent is not None:
        raise Refused("approving.refused.no_approval", task=task.label)
