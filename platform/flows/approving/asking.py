"""Who is asked for a yes: the tier that holds, its people, without whoever would be asking themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from accounts import Work
from definitions import Reason
from forms import table_of
from records import Event, TaskRow, Timer, store, tasks, timers
from rules import Env, matches

from ..crew import Crew
from ..happenings import event
from ..pipelines import Approval, ApprovalTier
from ..sending.notices import Notice, tell_grouped
from ..stage_moves.entry import PlannedTask
from ..stage_moves.events import rule_words
from ..stored import house_env, jsonable
from ..subject import subject_of
from ..task_work import next_action
from ..task_work.giving import Given
from ..task_work.in_hand import TaskInHand
from ..task_work.later_tasks import after_end
from ..task_work.waiting import Opening

ASKED = tasks.ASKED  # how somebody's part in an approval came about
REMIND = "approval_remind"  # the kind of timer that asks again


@dataclass(frozen=True)
class Asked:
    """What an approval came to as it was asked: for a tier, of these people, so many of whom must agree."""

    tier: ApprovalTier | None
    people: tuple[int, ...] = ()
    need: int = 0
    left_out: tuple[int, ...] = ()


def tier_of(approval: Approval, values: Mapping[str, Any], env: Env) -> ApprovalTier | None:
    """The first tier that holds; none means that nobody has to agree."""
    return next((tier for tier in approval.tiers if tier.when is None or matches(tier.when, values, env)), None)


def decide_who(approval: Approval, opening: Opening, crew: Crew, env: Env) -> Asked:
    """Who is asked; nobody agrees to what is their own, so its owner's part falls to those above, or to the house."""
    values, owner = opening.arrival.values, opening.arrival.owner
    tier = tier_of(approval, values, env)
    if tier is None:
        return Asked(None)
    named = [person for party in tier.by for person in crew.all_of(party, owner, values)]
    people = tuple(dict.fromkeys(person for person in named if person != owner))
    if not people:
        above = crew.superiors(owner)[:1] or tuple(person for person in crew.house if person != owner)
        people = above or crew.house
    return Asked(tier, people, tier.wanted(len(people)), tuple(person for person in named if person == owner)[:1])


def ask_many(work: Work, crew: Crew, openings: Sequence[Opening], *, turn: int = 1) -> list[Event]:
    """Give everybody who is asked a task of their own; where nobody has to agree it is done, and says so.

    `turn` counts how often it was asked: answers of an earlier turn were to something else.
    """
    env = house_env(work)
    asked = [(one, decide_who(one.definition.approve, one, crew, env)) for one in openings]
    for one, found in asked:
        tasks.keep_why(work.connection, one.task, {**said_of(work, one, found), "turn": turn})
    parts = [(one, found, part_of(work, one, person, crew, turn)) for one, found in asked for person in found.people]
    ids = tasks.open_many(work.connection, [row for _, _, row in parts])
    started = [timer for (one, _, row), id in zip(parts, ids, strict=True) for timer in _timers(one, row, id, crew)]
    timers.start_fresh(work.connection, started)
    _tell(work, [(one, row, id) for (one, _, row), id in zip(parts, ids, strict=True)])
    for one, found in asked:
        if found.tier is None:
            _go_on(work, one)
    for form in {one.form for one in openings}:
        next_action.refresh_many(work, form, [one.record for one in openings if one.form == form])
    return [_event(work, one, found) for one, found in asked if found.tier is not None]


def _go_on(work: Work, one: Opening) -> None:
    """Nobody has to agree: what comes after it begins."""
    tasks.complete(work.connection, one.task, work.now, by=None)
    stage = one.pipeline.stage(one.stage)
    if stage is not None and any(one.definition.id in task.after for task in stage.tasks):
        row = store.fetch(work.connection, table_of(work.catalog, one.form), one.record)
        whole = tasks.get(work.connection, one.task)
        after_end(work, TaskInHand(whole, subject_of(work, one.form, row), one.definition), done=True)


def said_of(work: Work, one: Opening, found: Asked) -> dict[str, Any]:
    """What the task keeps: the tier with its rule, how many must agree, and the values that were asked about."""
    approval = one.definition.approve
    seen = jsonable({name: one.arrival.values.get(name) for name in approval.about})
    if found.tier is None:
        return {"not_needed": True, "seen": seen}
    said: dict[str, Any] = {"tier": found.tier.id, "need": found.need, "of": len(found.people), "seen": seen}
    if found.tier.when is not None:
        said["rule"] = rule_words(work, one.pipeline, found.tier.when)
    return {**said, "left_out": list(found.left_out)} if found.left_out else said


def part_of(work: Work, one: Opening, person: int, crew: Crew, turn: int) -> TaskRow:
    """One approver's part; its limit is on their own calendar."""
    within = one.definition.within
    return TaskRow(
        one.form, one.record, one.definition.id, work.now,
        visit=one.visit, pipeline=one.pipeline.id, stage=one.stage, assignee=person, must=one.definition.must,
        due_at=crew.calendar(person).add(work.now, within) if within else None,
        parent=one.task, how=ASKED, why={"turn": turn}, revision=work.catalog.revision,
    )  # fmt: skip


def parts_now(whole: TaskRow, parts: Sequence[TaskRow]) -> list[TaskRow]:
    """Those parts that count: the ones of the turn in which it was asked last."""
    turn = (whole.why or {}).get("turn", 1)
    theirs = [part for part in parts if part.parent == whole.id and part.how == ASKED]
    return [part for part in theirs if (part.why or {}).get("turn", 1) == turn]


def remind_timer(part: TaskRow, id: int, crew: Crew, approval: Approval, *, turn: int, now: datetime) -> Timer:
    """The next time at which somebody who has not answered is asked again."""
    due_at = crew.calendar(part.assignee).add(now, approval.remind)
    return Timer(
        part.form, part.record, REMIND, f"task:{id}:remind:{turn}", due_at, now, {"part": id, "turn": turn},
        person=part.assignee, counted_from=now, within=str(approval.remind), limit_at=due_at,
    )  # fmt: skip


def _timers(one: Opening, row: TaskRow, id: int, crew: Crew) -> list[Timer]:
    from ..stage_moves.entering import task_timers

    planned = PlannedTask(one.definition, Given(row.assignee), row.due_at)
    found = list(task_timers(one.form, one.record, id, planned, crew=crew, now=row.opened_at))
    if one.definition.approve.remind is not None:
        found.append(remind_timer(row, id, crew, one.definition.approve, turn=1, now=row.opened_at))
    return found


def _tell(work: Work, parts: Sequence[tuple[Opening, TaskRow, int]]) -> None:
    about = Notice(0, "approval_asked", "", 0, "")
    notices = [
        replace(
            about, person=row.assignee, form=one.form, record=one.record, key=f"approval:{id}", until=row.due_at,
            why=Reason("approving.why.asked"), params={"task": one.definition.label.as_written()},
        )
        for one, row, id in parts
        if row.assignee != work.actor.person_id
    ]  # fmt: skip
    if notices:
        tell_grouped(work, notices, cause=f"approvals:{work.now.isoformat()}")


def _event(work: Work, one: Opening, found: Asked) -> Event:
    said = {"task": one.definition.id, "task_id": one.task, "label": one.definition.label.as_written()}
    return event(work, one.form, one.record, "approval_asked", **said, to=list(found.people), need=found.need)
