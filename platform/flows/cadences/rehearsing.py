"""Trying a cadence on a record: all its steps at their moments, taken in a savepoint that is then taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from accounts import Work, require
from definitions import Reason
from records import EnrolmentRow, EnrolmentStep, enrolments

from ..facts import facts_of
from ..stored import house_env
from ..subject import look
from .definition import Cadence
from .enrolling import change, enrol
from .walking import walk
from .watching import fits_now

MOST = 40


@dataclass(frozen=True)
class Rehearsal:
    """What would happen if nobody answered: the steps with their moments, and how it would end."""

    fits: bool
    steps: tuple[EnrolmentStep, ...]
    state: str
    why: Reason | None = None


def rehearse(work: Work, cadence_id: str, record: int) -> Rehearsal:
    """As if the record came in now; tasks that are waited for count as done at once. Nothing is kept."""
    require(work, "configure")
    cadence: Cadence = work.catalog.get("cadence", cadence_id)
    look(work, cadence.form, record)
    names = cadence.enter.when.names if cadence.enter.when else ()
    fits = fits_now(cadence, facts_of(work, cadence.form, [record], names).get(record, {}), house_env(work))
    taken = work.connection.begin_nested()
    try:
        row = _go_through(work, cadence, record)
        steps = enrolments.steps_of(work.connection, row.id) if row is not None else ()
    finally:
        taken.rollback()
    if row is None:
        return Rehearsal(fits, (), enrolments.STOPPED, Reason("cadence.refused.is_in", {"cadence": cadence.label}))
    return Rehearsal(fits, steps, row.state, Reason.from_json(row.reason) if row.reason else None)


def _go_through(work: Work, cadence: Cadence, record: int) -> EnrolmentRow | None:
    entered = enrol(work, cadence, [record], Reason("cadence.entered.by_hand"))
    row = entered[0] if entered else None
    for _ in range(MOST):
        if row is None or row.state != enrolments.ACTIVE:
            break
        if row.waits_for is not None:
            row = change(work, row, waits_for=None)
        now = max(work.now, row.next_at or work.now)
        work = replace(work, now=now)
        row = walk(work, row, look(work, cadence.form, record))
        row = enrolments.get(work.connection, row.id)
    return row
