"""Records that nobody works on go back into a pool: watched by a timer that looks, warns first, and says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select

from accounts import Work
from definitions import LANGUAGES, Reason
from forms import table_of
from records import Timer, store, tables, timers
from rules import matches

from ..crew import Crew
from ..routing import CONTACT, Recycle, Routing
from ..sending.notices import Notice
from ..stored import house_env
from ..subject import Subject
from .handover import Handover, hand_one_over
from .idleness import RECYCLE, first_look, mark_of, soonest
from .in_hand import before_of, by_hand
from .staff import desk_of, routing_of

LEFT_IDLE = "recycled"


def watch_idleness(work: Work, form_id: str, record: int) -> None:
    """Look after a record that moved: one that came back to life has no timer any more."""
    routing, row = routing_of(work, form_id), store.fetch(work.connection, table_of(work.catalog, form_id), record)
    if routing is None or row is None or row.owner is None or row.outcome != "open":
        return
    if any(one.kind == RECYCLE for one in timers.running_of(work.connection, form_id, record)):
        return
    timer = first_look(routing, record, Crew(work).calendar(row.owner), work.now, mark=mark_of(work.now))
    if timer is not None:
        timers.start(work.connection, timer)


def on_look(work: Work, subject: Subject, timer: Timer) -> Sequence[Notice]:
    """What the timer does: put it back, warn its owner, or look again later."""
    routing, owner = routing_of(work, subject.form.id), subject.owner
    if routing is None or owner is None or subject.row.outcome != "open":
        return ()
    calendar = Crew(work).calendar(owner)
    rule = _rule(work, routing, subject)
    if rule is None:
        _look_again(work, subject, soonest(routing, calendar, work.now))
        return ()
    since = _last_done(work, subject, rule)
    due = calendar.add(since, rule.idle)
    if due <= work.now:
        _put_back(work, subject, rule, owner)
        return ()
    warn_at = calendar.subtract(due, rule.warn) if rule.warn else None
    warned = timer.data.get("warned") == due.isoformat()
    if warn_at is not None and warn_at <= work.now and not warned:
        _look_again(work, subject, due, warned=due.isoformat())
        return [_warning(work, subject, routing, rule, owner, due)]
    next_moment = warn_at if warn_at is not None and warn_at > work.now else due
    data = {"warned": timer.data["warned"]} if warned else {}
    _look_again(work, subject, min(next_moment, soonest(routing, calendar, work.now)), **data)
    return ()


def _rule(work: Work, routing: Routing, subject: Subject) -> Recycle | None:
    env = house_env(work)
    return next((one for one in routing.recycle if one.when is None or matches(one.when, subject.values, env)), None)


def _last_done(work: Work, subject: Subject, rule: Recycle) -> datetime:
    """Since when nobody did anything; having been given it counts, so that a new owner has the whole time."""
    row = subject.row
    marks = [row.assigned_at or row.created_at, row.last_contact_at]
    if rule.counts != CONTACT:
        marks += [row.accepted_at, row.stage_entered_at, _last_task(work, subject)]
    return max(mark for mark in marks if mark is not None)


def _last_task(work: Work, subject: Subject) -> datetime | None:
    task = tables.task.c
    theirs = (task.form == subject.form.id, task.record == subject.id, task.ended_by.is_not(None))
    return work.connection.execute(select(func.max(task.ended_at)).where(*theirs)).scalar()


def _put_back(work: Work, subject: Subject, rule: Recycle, owner: int) -> None:
    """Into the pool, with the reason that the next person reads; who had it is told, who watches the pool too."""
    desk = desk_of(work, routing_of(work, subject.form.id))
    reason = Reason("routing.to.recycled", {"time": _time(rule)})
    decision = replace(by_hand(desk, subject, pool=rule.to), reason=reason)
    cause = {"what": "idle", "person": owner, "words": None, "rule": rule.id, "time": _time(rule)}
    handover = Handover(subject.id, LEFT_IDLE, decision, before_of(subject), more={"cause": cause})
    hand_one_over(work, subject, desk.router.routing, handover, staff=desk.staff)


def _warning(work: Work, subject: Subject, routing: Routing, rule: Recycle, owner: int, due: datetime) -> Notice:
    pool = routing.pool(rule.to)
    why = Reason("routing.why.soon_idle", {"time": _time(rule), "pool": pool.label if pool else rule.to})
    key = f"{RECYCLE}:{subject.form.id}:{subject.id}:{int(due.timestamp())}"
    return Notice(owner, "soon_recycled", subject.form.id, subject.id, key, why=why, until=due)


def _time(rule: Recycle) -> dict[str, str]:
    return {language: rule.idle.words(language) for language in LANGUAGES}


def _look_again(work: Work, subject: Subject, at: datetime, **data: str) -> None:
    key = f"{RECYCLE}:{subject.form.id}:{subject.id}:{mark_of(at)}"
    timers.start(work.connection, Timer(subject.form.id, subject.id, RECYCLE, key, at, work.now, data))
