"""Portion by portion: each a short transaction of its own, so that whoever saves a record beside it waits little.

Every portion looks at what is published now and at what the records hold now. Whoever is killed in the middle is
followed by somebody who goes on; what was written meanwhile by people who still saw the old list is found in one more
round, which ends when it finds nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from accounts import Work
from forms import Choosing, FieldDefinition, FormDefinition
from records import BACK, TAKE, ChoicesMoving, choices_moving, outbox, revisions

from .bringing_back import bring_back
from .mapping import take_over
from .written import Portion

ERRAND = "take_over"
PORTION = 2000
AT_ONCE = 1000  # records; so few are done while the publisher waits
WAYS = {TAKE: take_over, BACK: bring_back}


@dataclass(frozen=True, slots=True)
class Step:
    """Which way the values go, after which record, and whether this round, and any, has changed some."""

    way: str
    after: int = 0
    round_changed: bool = False
    changed: bool = False

    def as_json(self) -> list[Any]:
        return [self.way, self.after, self.round_changed, self.changed]

    def following(self, done: Portion) -> Step | None:
        """The next one; None when a whole round has changed nothing."""
        some = done.changed > 0
        here = replace(self, round_changed=self.round_changed or some, changed=self.changed or some)
        if done.last is not None:
            return replace(here, after=done.last)
        return replace(here, after=0, round_changed=False) if here.round_changed else None


@dataclass(frozen=True, slots=True)
class Done:
    """What comes after a portion, None at the end; and how many records it changed."""

    following: Step | None
    changed: int = 0


def takes_a_while(many: int) -> bool:
    """Whether so many records are left to be done after publishing."""
    return many > AT_ONCE


def begin(work: Work, form: str, field: str, way: str, *, many: int) -> None:
    """Map the values of a field or bring old ones back: at once where few records hold them, else as an errand."""
    revision, step = work.catalog.revision, Step(way)
    if takes_a_while(many):
        first = f"{ERRAND}:{form}:{field}:{way}:{revision}"
        id = choices_moving.begin(work.connection, ChoicesMoving(form, field, way, many, work.now))
        leave(work, {"form": form, "field": field, "by": work.actor.person_id, "first": first, "moving": id}, step)
        return
    while step is not None:
        step = move_portion(work, form, field, step, by=work.actor.person_id).following
    recompute_later(work, form, key=f"recompute:{form}:{revision}")


def leave(work: Work, payload: Mapping[str, Any], step: Step) -> None:
    """The next portion, as an errand."""
    turn = payload.get("turn", 0) + 1
    more = {**payload, "step": step.as_json(), "turn": turn}
    outbox.put(work.connection, ERRAND, more, work.now, key=f"{payload['first']}:{turn}")


def go_on(work: Work, payload: Mapping[str, Any]) -> None:
    """The portion whose turn it is; the next is left in the outbox, and at the end what is computed from the values."""
    step, moving = Step(*payload["step"]), payload.get("moving", 0)
    done = move_portion(work, payload["form"], payload["field"], step, by=payload["by"])
    choices_moving.count(work.connection, moving, done.changed)
    if done.following is not None:
        leave(work, payload, done.following)
        return
    choices_moving.end(work.connection, moving, work.now)
    if step.changed:
        recompute_later(work, payload["form"], key=f"{payload['first']}:recompute")


def move_portion(work: Work, form_id: str, field_id: str, step: Step, *, by: int | None) -> Done:
    """One portion. Nobody publishes meanwhile."""
    revisions.wait_for_turn(work.connection)
    if (revisions.current_number(work.connection) or 0) != work.catalog.revision:
        return Done(step)  # somebody published since this began: go on with what stands now
    found = _field(work, form_id, field_id)
    if found is None:
        return Done(None)
    done = WAYS[step.way](work, *found, after=step.after, limit=PORTION, by=by)
    return Done(step.following(done), done.changed)


def recompute_later(work: Work, form: str, *, key: str) -> None:
    """What is computed and graded from these values; the grades come last."""
    outbox.put(work.connection, "recompute", {"form": form}, work.now, key=key)


def underway(connection: Connection) -> frozenset[tuple[str, str]]:
    """The forms and fields whose values are not all moved yet."""
    left = outbox.payloads_waiting(connection, ERRAND)
    return frozenset((payload["form"], payload["field"]) for payload in left if payload["step"][0] == TAKE)


def _field(work: Work, form_id: str, field_id: str) -> tuple[FormDefinition, FieldDefinition] | None:
    form = work.catalog.find("form", form_id)
    field = form.find(field_id) if form is not None else None
    return (form, field) if field is not None and isinstance(field.type, Choosing) else None
