"""What people do with cadences: let a record in, pause, resume, stop; and letting in all who fit."""

from __future__ import annotations

from accounts import Work, require
from definitions import AlreadyDone, NotFound, Reason, Refused
from forms import table_of
from records import EnrolmentRow, automation_queries, enrolments, outbox

from ..automations.clock import sql_of
from ..facts import facts_of
from ..happenings import event, happened
from ..stored import house_env
from ..subject import take
from .definition import Cadence
from .enrolling import change, end, enrol, start_timer, stop_timer
from .walking import cadence_of
from .watching import fits_now

PORTION = 200
ERRAND = "cadence_enrol"
BY_HAND = Reason("cadence.entered.by_hand")


def enter(work: Work, cadence_id: str, record: int) -> EnrolmentRow:
    """Let a record into a cadence, whatever its conditions say."""
    cadence: Cadence = work.catalog.get("cadence", cadence_id)
    subject = take(work, cadence.form, record)
    require(work, "edit", cadence.form)
    entered = enrol(work, cadence, [subject.id], BY_HAND, by=work.actor.person_id)
    if not entered:
        raise AlreadyDone("cadence.refused.is_in", cadence=cadence.label)
    return entered[0]


def pause(work: Work, enrolment: int) -> EnrolmentRow:
    """Take no further step until somebody resumes."""
    row = _taken(work, enrolment)
    if row.state != enrolments.ACTIVE:
        raise Refused("cadence.refused.not_active", state=Reason(f"cadence.state.{row.state}"))
    stop_timer(work, row)
    paused = change(work, row, state=enrolments.PAUSED, paused_at=work.now)
    _tell(work, row, "cadence_paused")
    return paused


def resume(work: Work, enrolment: int) -> EnrolmentRow:
    """Go on; what was still to wait is waited."""
    row = _taken(work, enrolment)
    if row.state != enrolments.PAUSED:
        raise Refused("cadence.refused.not_paused", state=Reason(f"cadence.state.{row.state}"))
    resumed = change(work, row, state=enrolments.ACTIVE, paused_at=None)
    if row.waits_for is None:
        left = (row.next_at or row.paused_at) - row.paused_at
        start_timer(work, resumed, max(work.now, work.now + left))
    _tell(work, row, "cadence_resumed")
    return resumed


def stop(work: Work, enrolment: int, words: str = "") -> EnrolmentRow:
    """Take a record out for good."""
    row = _taken(work, enrolment)
    if not row.is_under_way:
        raise Refused("cadence.refused.has_ended", state=Reason(f"cadence.state.{row.state}"))
    said = words.strip()[:300]
    why = Reason("cadence.ended.words", {"words": said}) if said else Reason("cadence.ended.by_hand")
    return end(work, row, cadence_of(work, row), enrolments.STOPPED, why)


def stop_all(work: Work, form: str, record: int, cadence_id: str | None, why: Reason) -> int:
    """Take a record out of a cadence, or out of all; how many that were."""
    found = [
        row
        for row in enrolments.under_way(work.connection, form, [record])
        if cadence_id is None or row.cadence == cadence_id
    ]
    for row in found:
        end(work, row, cadence_of(work, row), enrolments.STOPPED, why)
    return len(found)


def enter_all_who_fit(work: Work, cadence_id: str) -> None:
    """Let in every record that fits now and was never in it: portion by portion, in the outbox."""
    require(work, "configure")
    cadence: Cadence = work.catalog.get("cadence", cadence_id)
    if cadence.enter.when is None:
        raise Refused("cadence.refused.no_condition", cadence=cadence.label)
    _leave(work, cadence_id, 0)


def enter_portion(work: Work, cadence_id: str, after: int) -> None:
    """The next of them."""
    cadence: Cadence | None = work.catalog.find("cadence", cadence_id)
    if cadence is None or cadence.enter.when is None or work.catalog.find("form", cadence.form) is None:
        return
    table = table_of(work.catalog, cadence.form)
    where = sql_of(work, cadence.form, cadence.enter.when)
    ids = automation_queries.ids_after(work.connection, table, after, limit=PORTION, where=where)
    known = facts_of(work, cadence.form, ids, cadence.enter.when.names)
    fits = [id for id in ids if fits_now(cadence, known.get(id, {}), house_env(work))]
    new = set(fits) - enrolments.latest_ends(work.connection, cadence.id, cadence.form, fits).keys()
    enrol(work, cadence, sorted(new), Reason("cadence.entered.fits"))
    if len(ids) == PORTION:
        _leave(work, cadence_id, ids[-1])


def _leave(work: Work, cadence_id: str, after: int) -> None:
    key = f"{ERRAND}:{cadence_id}:{work.now.timestamp():.6f}:{after}"
    outbox.put(work.connection, ERRAND, {"cadence": cadence_id, "after": after}, work.now, key=key)


def _taken(work: Work, enrolment: int) -> EnrolmentRow:
    """The enrolment of a record that one may see and change; both are locked."""
    known = enrolments.get(work.connection, enrolment)
    if known is None:
        raise NotFound()
    take(work, known.form, known.record)
    require(work, "edit", known.form)
    return enrolments.lock(work.connection, enrolment)


def _tell(work: Work, row: EnrolmentRow, kind: str) -> None:
    cadence = cadence_of(work, row)
    label = cadence.label.as_written() if cadence is not None else row.cadence
    said = {"cadence": row.cadence, "enrolment": row.id, "label": label}
    happened(work, event(work, row.form, row.record, kind, **said))
