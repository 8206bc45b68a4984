"""Pause and resume: by whoever may, until a day or until somebody says so."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from accounts import Work, require
from definitions import Refused
from forms import FieldError, Invalid
from records import Pause, Timer, pauses, store, timers

from ..crew import Crew
from ..happenings import event, happened
from ..subject import Subject, again, take
from ..task_work import next_action
from .holding import hold, release

RESUME = "resume"
ENDS = (RESUME,)  # the kinds of timers that end a pause, at the moment that was said
LONGEST_REASON = 500
BY_HAND, BY_TIME, MOVED = "hand", "time", "moved"


def pause(work: Work, form_id: str, record: int, reason: str, *, until: date | datetime | None = None) -> None:
    """Stop the clocks of an open record; one that is paused already gets another end and another reason."""
    subject = take(work, form_id, record)
    require(work, "pause", form_id)
    if subject.stage is None or not subject.stage.is_open:
        raise Refused("pausing.refused.nothing_runs", title=subject.title)
    words, end = _checked(work, subject, reason, until)
    current = pauses.current(work.connection, form_id, record)
    if current is None:
        id = pauses.begin(work.connection, Pause(form_id, record, work.now, words, end, work.actor.person_id))
    else:
        id = current.id
        pauses.change(work.connection, id, reason=words, until=end)
    columns = {"paused_at": current.began_at if current else work.now, "paused_until": end, "updated_at": work.now}
    store.update_unversioned(work.connection, subject.table, record, columns)
    _hold(work, subject)
    _wake_at(work, subject, id, end, until)
    said = {"words": words, "until": end.isoformat() if end else None, "again": current is not None}
    happened(work, event(work, form_id, record, "clocks_paused", **said))


def resume(work: Work, form_id: str, record: int) -> None:
    """Let the clocks of a record run on."""
    subject = take(work, form_id, record)
    require(work, "pause", form_id)
    if not run_on(work, subject, BY_HAND):
        raise Refused("pausing.refused.not_paused", title=subject.title)


def run_on(work: Work, subject: Subject, how: str) -> bool:
    """The same for the timer, and for a record that moves on; False where nothing was paused."""
    current = pauses.current(work.connection, subject.form.id, subject.id)
    if current is None:
        return False
    form, record = subject.form.id, subject.id
    pauses.end(work.connection, current.id, work.now, by=work.actor.person_id)
    timers.cancel(work.connection, _key(form, record, current.id), work.now)
    columns: dict[str, Any] = {"paused_at": None, "paused_until": None}
    store.update_unversioned(work.connection, subject.table, record, columns)
    release(work, subject)
    next_action.refresh(work, form, subject.table, record, since=work.now)
    days = (work.now - current.began_at).total_seconds()
    happened(work, event(work, form, record, "clocks_resumed", how=how, paused_seconds=round(days)))
    return True


def hold_what_began(work: Work, subject: Subject) -> None:
    """What has begun since a record was paused is held too; nothing where it is not paused."""
    if subject.row.paused_at is not None:
        _hold(work, subject)


def end_of(value: date | datetime, owner: int | None, crew: Crew) -> datetime:
    """A day begins when its owner's work does; a moment is a moment."""
    if isinstance(value, datetime):
        return value
    calendar = crew.calendar(owner)
    return calendar.opening(datetime.combine(value, time(), calendar.zone))


def _hold(work: Work, subject: Subject) -> None:
    hold(work, again(work, subject))
    next_action.refresh(work, subject.form.id, subject.table, subject.id)


def _checked(work: Work, subject: Subject, reason: str, until: date | datetime | None) -> tuple[str, datetime | None]:
    words, end = (reason or "").strip(), None
    errors = [] if words else [FieldError("reason", "required")]
    over = len(words) - LONGEST_REASON
    if over > 0:
        errors.append(FieldError("reason", "too_long", {"most": LONGEST_REASON, "by": over, "n": over}))
    try:
        end = end_of(until, subject.owner, Crew(work)).astimezone(UTC) if until is not None else None
    except OverflowError:  # a day before all calendars, or behind them
        end = work.now
    if end is not None and end <= work.now:
        errors.append(FieldError("until", "not_in_the_future"))
    if errors:
        raise Invalid(errors)
    return words, end


def _wake_at(work: Work, subject: Subject, id: int, end: datetime | None, until: date | datetime | None) -> None:
    form, record = subject.form.id, subject.id
    timers.cancel(work.connection, _key(form, record, id), work.now)
    if end is not None:
        data = {"pause": id}
        if not isinstance(until, datetime):
            data["day"] = until.isoformat()
        timer = Timer(form, record, RESUME, _key(form, record, id), end, work.now, data, person=subject.owner)
        timers.start(work.connection, timer)


def _key(form: str, record: int, id: int) -> str:
    return f"{RESUME}:{form}:{record}:{id}"
