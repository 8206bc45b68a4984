"""Coming into a cadence and going out of it; each with its reason, in the transaction of its cause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from accounts import Cause, Work
from definitions import Reason
from records import EnrolmentRow, Event, Timer, enrolments, timers

from ..happenings import happened_to_many
from .definition import Cadence

TIMER = "cadence"


def enrol(
    work: Work, cadence: Cadence, records: Sequence[int], why: Reason, *, by: int | None = None
) -> list[EnrolmentRow]:
    """Let records in, each once; those of the same group leave what they are in."""
    if cadence.group is not None:
        _leave_group(work, cadence, records)
    entered = [row for record in records if (row := _enter(work, cadence, record, why, by)) is not None]
    for row in entered:
        start_timer(work, row, work.now)
    happened_to_many(work, [_event(work, row, cadence, "cadence_entered", why=why.as_json()) for row in entered])
    return entered


def end(work: Work, row: EnrolmentRow, cadence: Cadence | None, state: str, why: Reason) -> EnrolmentRow:
    """Let a record out, with the reason; its next step is not taken any more."""
    stop_timer(work, row)
    ended = change(
        work, row, state=state, key=None, reason=why.as_json(), ended_at=work.now, next_at=None, waits_for=None
    )
    kind = "cadence_finished" if state == enrolments.FINISHED else f"cadence_{state}"
    happened_to_many(work, [_event(work, row, cadence, kind, why=why.as_json())])
    return ended


def start_timer(work: Work, row: EnrolmentRow, due_at: datetime, *, data: Mapping[str, Any] | None = None) -> None:
    """The next step's moment; the turn is in the key, so that each is taken once."""
    key = f"cadence:{row.id}:{row.turn}:{row.attempts}:{int(due_at.timestamp())}"
    known = {"enrolment": row.id, "turn": row.turn, **(data or {})}
    timers.start(work.connection, Timer(row.form, row.record, TIMER, key, due_at, work.now, known))
    enrolments.change(work.connection, row.id, next_at=due_at)


def stop_timer(work: Work, row: EnrolmentRow) -> None:
    """Nothing more happens by itself."""
    timers.cancel_prefix(work.connection, f"cadence:{row.id}:", work.now, of=(row.form, row.record))


def change(work: Work, row: EnrolmentRow, **changes: Any) -> EnrolmentRow:
    """Set columns, here and in the database."""
    enrolments.change(work.connection, row.id, **changes)
    return replace(row, **changes)


def cause_of(row: EnrolmentRow, cadence: Cadence, depth: int = 1) -> Cause:
    """What acts when a step is taken."""
    return Cause("cadence", cadence.id, cadence.label, row.id, depth)


def _enter(work: Work, cadence: Cadence, record: int, why: Reason, by: int | None) -> EnrolmentRow | None:
    row = EnrolmentRow(
        cadence.id, cadence.form, record, f"{cadence.form}:{record}:{cadence.key}", enrolments.ACTIVE,
        cadence.steps[0].id, why.as_json(), work.now, revision=work.catalog.revision, entered_by=by,
    )  # fmt: skip
    id = enrolments.enter(work.connection, row)
    return None if id is None else replace(row, id=id)


def _leave_group(work: Work, cadence: Cadence, records: Sequence[int]) -> None:
    for row in enrolments.under_way(work.connection, cadence.form, records):
        other = work.catalog.find("cadence", row.cadence)
        if other is not None and other.group == cadence.group and other.id != cadence.id:
            end(work, row, other, enrolments.STOPPED, Reason("cadence.ended.moved", {"to": cadence.label}))


def _event(work: Work, row: EnrolmentRow, cadence: Cadence | None, kind: str, **data: Any) -> Event:
    label = cadence.label.as_written() if cadence is not None else row.cadence
    said = {"cadence": row.cadence, "enrolment": row.id, "label": label, **data}
    return Event(row.form, row.record, kind, work.now, work.actor.person_id, said, work.catalog.revision)
