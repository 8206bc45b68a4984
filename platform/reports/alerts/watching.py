"""The clock of alerts: each strike of a schedule is read once, however many processes watch, and none is missed.

Until when an alert has looked moves on in the transaction that keeps its readings and opens its reviews, so that a
process that dies repeats all of it or has done all of it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts import SYSTEM, Work, calendar_by_id
from definitions import LANGUAGES, Catalog, Label, Reason, Refused
from flows import automations
from records import Database, reviews
from records import Reading as ReadingRow

from ..answers.answering import run
from ..reviews.opening import open_review
from .definition import AlertDefinition
from .muting import muted
from .weighing import Weighed, weighed

EVERY = timedelta(minutes=1)
# Others wait to write meanwhile; what takes longer is a reading that says so.
PATIENCE = 30.0


def sweep(database: Database, catalog: Catalog, now: datetime) -> int:
    """Read what has fallen due since somebody last looked; returns how many alerts were read."""
    watched = catalog.all("alert")
    if not watched:
        return 0
    with database.reading() as connection:
        looked = reviews.clocks(connection)
    due = [one for one in watched if one.id not in looked or now - looked[one.id] >= EVERY]
    return sum(_look(database, catalog, one, now) for one in due)


def _look(database: Database, catalog: Catalog, alert: AlertDefinition, now: datetime) -> bool:
    """False where it was looked at meanwhile, for the first time, or where the schedule has not come round."""
    with database.transaction() as connection:
        since = reviews.lock_clock(connection, alert.id)
        if since is not None and since >= now:
            return False
        reviews.set_clock(connection, alert.id, now)
        if since is None:
            return False
        slot = automations.latest_slot(alert.schedule, since, now, calendar_by_id(catalog, alert.schedule.calendar))
        if slot is None:
            return False
        read_at(Work(connection, catalog, SYSTEM, now), alert, slot)
        return True


def read_at(work: Work, alert: AlertDefinition, slot: datetime) -> tuple[Weighed, ...]:
    """Read the measure, keep what it came to with why, and open what is too bad; once for each slot."""
    report = work.catalog.find("report", alert.report)
    if report is None or work.catalog.find("form", report.form) is None:
        return ()
    looked_after = {each.part for each in reviews.still_open(work.connection, alert.id)}
    try:
        table = run(work, report, alert.params, within=PATIENCE)
        found = weighed(alert, table, looked_after)
    except Refused as refused:  # a report that refuses is kept as a reading that says so, and never passed over
        found = (_not_read(refused),)
    is_muted = muted(work, alert.id) is not None
    for one in found:
        kept = reviews.keep_reading(work.connection, _row(work, alert, slot, one))
        if kept and one.breached and not is_muted:
            open_review(work, alert, one)
    return found


def _not_read(refused: Refused) -> Weighed:
    said = Label.of({language: refused.text(language) for language in LANGUAGES})
    return Weighed("", Label.of(""), None, Label.of("–"), False, Reason("alerts.why.refused", {"problem": said}))


def _row(work: Work, alert: AlertDefinition, slot: datetime, one: Weighed) -> ReadingRow:
    key = f"{alert.id}:{int(slot.timestamp())}:{one.part}"
    shown = one.shown.as_written()
    return ReadingRow(
        alert=alert.id,
        part=one.part,
        key=key,
        at=work.now,
        value=one.value,
        shown=shown if isinstance(shown, dict) else {"": shown},
        breached=one.breached,
        why=one.why.as_json(),
        revision=work.catalog.revision,
    )
