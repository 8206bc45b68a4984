"""Making one record of two: which value wins is chosen field by field; everything that hangs on the other one moves."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from accounts import Work, allowed, require
from definitions import Refused
from forms import Context, FieldDefinition, display_values, json_values
from records import Merge, belongings, duplicates, links, portions, store, tables, timers

from .. import pausing
from ..editing import edit_subject
from ..happenings import event, happened
from ..subject import Subject, again, take
from ..task_work import next_action
from .ending import end_doubled_steps, end_open_steps
from .giving_over import give_to_owner
from .pointing import repoint

ONE, OTHER, BOTH = "one", "other", "both"
NOTHING = (None, "", (), [])


@dataclass(frozen=True)
class Choice:
    """One field in which the two differ: what each says, and what is suggested to stay."""

    field: FieldDefinition
    one: str
    other: str
    chosen: str
    may_both: bool


@dataclass(frozen=True)
class MergePlan:
    """Two records side by side: the one that stays, the one that goes into it, and what is to be chosen."""

    kept: Subject
    gone: Subject
    choices: tuple[Choice, ...]
    same: tuple[tuple[FieldDefinition, str], ...]


def can_merge(work: Work, form: str) -> bool:
    """Whether this person may make one of two at all."""
    return allowed(work.actor, "merge", form)


def plan_merge(work: Work, form: str, kept: int, gone: int) -> MergePlan:
    """What differs; a gap is filled by what the other one knows, lists are put together, else the first one stays."""
    one, other = _both(work, form, kept, gone)
    shown = [display_values(work, form, each.values) for each in (one, other)]
    choices, same = [], []
    for field in one.form.fields:
        if field.computed or field.type.virtual or field.id not in shown[0]:
            continue
        left, right = one.values.get(field.id), other.values.get(field.id)
        if left == right:
            same += [(field, shown[0][field.id])] if left not in NOTHING else []
        else:
            both = _may_both(field)
            said = (shown[0][field.id], shown[1].get(field.id, ""))
            choices.append(Choice(field, *said, _suggested(left, right, both), both))
    return MergePlan(one, other, tuple(choices), tuple(same))


def merge(work: Work, form: str, kept: int, gone: int, chosen: Mapping[str, str]) -> int:
    """Make one of the two; fields that nobody chose for get what is suggested. The number of the merge, to undo it."""
    plan = plan_merge(work, form, kept, gone)
    pausing.run_on(work, plan.gone, pausing.MOVED)  # its clocks go on with the one that stays, and stand if that does
    doubled = end_doubled_steps(work, plan.kept, plan.gone)
    moved = belongings.move(work.connection, form, gone, kept, but_tasks=[id for id, *_ in doubled])
    ended = end_open_steps(work, plan.kept, plan.gone, moved.get("task", ()))
    live = set(moved.get("task", ())) - {id for id, *_ in ended}
    clocks = _move_clocks(work, form, live, gone, kept)
    given = give_to_owner(work, plan.kept, plan.gone, live)
    pausing.hold_what_began(work, plan.kept)
    subject = again(work, plan.kept)
    raw = dict(_raw(work, plan, chosen))
    edited = edit_subject(work, subject, raw, channel="page") if raw else None
    pointed = list(repoint(work, form, gone, kept))
    opened = links.point_at(work.connection, form, gone, kept)
    _put_away(work, plan.gone)
    changes = {name: pair for name, pair in (edited.changes if edited else {}).items() if name in raw}
    was = json_values(work.catalog, form, {name: old for name, (old, _) in changes.items()})
    now = json_values(work.catalog, form, {name: new for name, (_, new) in changes.items()})
    pairs = duplicates.close_of(work.connection, form, gone)
    before = {"was": was, "now": now, "moved": moved, "timers": clocks, "links": pointed, "opened": opened,
              "pairs": list(pairs), "ended": ended + doubled, "given": given,
              "duplicate_of": plan.kept.row.duplicate_of}  # fmt: skip
    number = duplicates.keep_merge(work.connection, Merge(form, kept, gone, work.now, work.actor.person_id, before))
    _unmark(work, plan)
    next_action.refresh(work, form, plan.kept.table, kept)
    told = {"merge": number, "number": plan.gone.number, "title": plan.gone.title, "changed": sorted(changes),
            "ended": [name for *_, name in ended], "doubled": [name for *_, name in doubled]}  # fmt: skip
    away = event(work, form, gone, "merged_away", into=kept)
    happened(work, event(work, form, kept, "merged", other=gone, **told), away)
    return number


def _both(work: Work, form: str, kept: int, gone: int) -> tuple[Subject, Subject]:
    require(work, "merge", form)
    if kept == gone:
        raise Refused("flows.refused.merge_with_itself")
    first, second = sorted((kept, gone))
    found = {id: take(work, form, id) for id in (first, second)}  # locked in one order, so that no two wait in a circle
    return found[kept], found[gone]


def _raw(work: Work, plan: MergePlan, chosen: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    """What the record that stays is given."""
    context = Context(work.language, work.timezone)
    for choice in plan.choices:
        field, said = choice.field, chosen.get(choice.field.id, choice.chosen)
        left, right = plan.kept.values.get(field.id), plan.gone.values.get(field.id)
        if said == OTHER:
            yield field.id, field.type.raw(right, context)
        elif said == BOTH and choice.may_both:
            more = [one for one in right or () if one not in (left or ())]
            yield field.id, field.type.raw(type(left or right)([*(left or ()), *more]), context)


def _may_both(field: FieldDefinition) -> bool:
    return field.type.many or field.type.side is not None


def _suggested(left: Any, right: Any, both: bool) -> str:
    if both:
        return BOTH
    return OTHER if left in NOTHING else ONE


def _move_clocks(work: Work, form: str, live: Collection[int], gone: int, kept: int) -> list[int]:
    """The clocks of tasks that moved go with them."""
    timer = tables.timer
    theirs = select(timer.c.id, timer.c.data).where(
        timer.c.form == form, timer.c.record == gone, timer.c.kind.startswith("task"), timer.c.fired_at.is_(None)
    )
    ids = [id for id, data in work.connection.execute(theirs) if (data or {}).get("ref") in live]
    for part in portions(ids):
        work.connection.execute(update(timer).where(timer.c.id.in_(part)).values(record=kept))
    return ids


def _put_away(work: Work, gone: Subject) -> None:
    away = {"trashed_at": work.now, "updated_at": work.now}
    store.update_unversioned(work.connection, gone.table, gone.id, away)
    timers.pause(work.connection, gone.form.id, gone.id, work.now)


def _unmark(work: Work, plan: MergePlan) -> None:
    """A record is no duplicate of what it has become one with."""
    if plan.kept.row.duplicate_of == plan.gone.id:
        store.update_unversioned(work.connection, plan.kept.table, plan.kept.id, {"duplicate_of": None})
