"""What time begins: schedules that come round and moments that fields give; nothing is missed, and nothing done twice.

Each automation keeps until when it has looked. That moves on in the transaction that begins the runs, or leaves the
errand of beginning them portion by portion, so that a process that dies repeats it or has done it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from accounts import SYSTEM, Work, calendar_by_id, default_calendar
from definitions import Catalog
from forms import columns_of, condition, table_of
from records import Database, automation_queries, outbox, runs
from rules import Expression, RuleError, Type

from ..facts import facts_scope
from .calendar_times import days_between, latest_slot, moments_between
from .definition import Automation, Moment, date_fields
from .matching import Start
from .starting import start

EVERY = timedelta(minutes=1)
PORTION = 200
ERRAND = "automation_round"


@dataclass(frozen=True)
class Round:
    """A schedule that came round, or a stretch of time for a moment; for the records that come after an id."""

    automation: str
    what: str  # schedule, moment
    place: int
    since: datetime
    until: datetime
    after: int = 0

    def as_json(self) -> dict[str, Any]:
        """The errand's payload."""
        return {
            "automation": self.automation, "what": self.what, "place": self.place,
            "since": self.since.isoformat(), "until": self.until.isoformat(), "after": self.after,
        }  # fmt: skip

    @classmethod
    def from_json(cls, payload: Mapping[str, Any]) -> Round:
        """Reads back what `as_json` wrote."""
        since, until = (datetime.fromisoformat(payload[name]) for name in ("since", "until"))
        return cls(payload["automation"], payload["what"], payload["place"], since, until, payload["after"])


def sweep(database: Database, catalog: Catalog, now: datetime) -> int:
    """Begin what time has begun since somebody last looked; returns how many automations had something to begin."""
    timed = [one for one in catalog.all("automation") if one.moments or one.schedules]
    if not timed:
        return 0
    with database.reading() as connection:
        looked = runs.clocks(connection)
    due = [one for one in timed if one.id not in looked or now - looked[one.id] >= EVERY]
    return sum(_look(database, catalog, one, now) for one in due)


def go_round(work: Work, one: Round) -> int:
    """Begin a portion of a round; what is left of it is left in the outbox. How many runs began."""
    automation = work.catalog.find("automation", one.automation)
    if automation is None or work.catalog.find("form", automation.form) is None:
        return 0
    wanted = tuple(_starts(work, automation, one))
    begun = start(work, wanted)
    if len(wanted) == PORTION:
        _leave(work, Round(one.automation, one.what, one.place, one.since, one.until, wanted[-1].record))
    return len(begun)


def _look(database: Database, catalog: Catalog, automation: Automation, now: datetime) -> bool:
    """False where it was looked at meanwhile, for the first time, or where nothing was due."""
    with database.transaction() as connection:
        since = runs.lock_clock(connection, automation.id)
        if since is not None and since >= now:
            return False
        runs.set_clock(connection, automation.id, now)
        if since is None:
            return False
        work = Work(connection, catalog, SYSTEM, now)
        rounds = tuple(_rounds(work, automation, since))
        return sum(go_round(work, one) for one in rounds) > 0


def _rounds(work: Work, automation: Automation, since: datetime) -> Iterator[Round]:
    for place, schedule in enumerate(automation.schedules):
        slot = latest_slot(schedule, since, work.now, calendar_by_id(work.catalog, schedule.calendar))
        if slot is not None:
            yield Round(automation.id, "schedule", place, slot, slot)
    for place, _ in enumerate(automation.moments):
        yield Round(automation.id, "moment", place, since, work.now)


def _starts(work: Work, automation: Automation, one: Round) -> Sequence[Start]:
    if one.what == "schedule":
        return _starts_of_schedule(work, automation, one)
    return _starts_of_moment(work, automation, one)


def _starts_of_schedule(work: Work, automation: Automation, one: Round) -> Sequence[Start]:
    if one.place >= len(automation.schedules):
        return ()
    occasion = {"what": "schedule", "slot": one.until.isoformat()}
    key = f"schedule:{automation.id}:{one.place}:{int(one.until.timestamp())}"
    if not automation.schedules[one.place].of_records:
        return [Start(automation, automation.form, 0, f"{key}:0", occasion)]
    ids = automation_queries.ids_after(
        work.connection, table_of(work.catalog, automation.form), one.after, limit=PORTION,
        where=sql_of(work, automation.form, automation.when),
    )  # fmt: skip
    return [Start(automation, automation.form, id, f"{key}:{id}", occasion) for id in ids]


def _starts_of_moment(work: Work, automation: Automation, one: Round) -> Sequence[Start]:
    if one.place >= len(automation.moments):
        return ()
    moment, calendar = automation.moments[one.place], default_calendar(work.catalog)
    column = columns_of(work.catalog, automation.form)[moment.field]
    if date_fields(work.catalog, automation.form)[moment.field] is Type.DATE:
        days = days_between(moment, one.since, one.until, calendar)
        if not days:
            return ()
        due = column.in_(days)
    else:
        first, end = moments_between(moment, one.since, one.until, calendar)
        due = (column >= first) & (column < end)
    table = table_of(work.catalog, automation.form)
    found = automation_queries.values_after(work.connection, table, column, one.after, limit=PORTION, where=due)
    return [moment_start(automation, one.place, moment, id, value) for id, value in found]


def moment_start(automation: Automation, place: int, moment: Moment, record: int, value: Any) -> Start:
    """The start of a moment: one for each value that the field ever has, whoever sees it first."""
    key = f"moment:{automation.id}:{place}:{record}:{value.isoformat()}"
    occasion = {"what": "moment", "field": moment.field, "value": value.isoformat()}
    return Start(automation, automation.form, record, key, occasion)


def sql_of(work: Work, form: str, rule: Expression | None) -> Any:
    """A condition as the database asks it; None where there is none, or only Python can."""
    if rule is None:
        return None
    try:
        return condition(work, form, rule, scope=facts_scope(work.catalog, form))
    except RuleError:
        return None


def _leave(work: Work, one: Round) -> None:
    key = f"{ERRAND}:{one.automation}:{one.what}:{one.place}:{int(one.until.timestamp())}:{one.after}"
    outbox.put(work.connection, ERRAND, one.as_json(), work.now, key=key)
