"""What events mean for cadences: who comes in, whose task is done, who answers, who is through with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accounts import Work
from definitions import Catalog, Reason
from records import EnrolmentRow, Event, enrolments
from rules import Env, matches

from ..contacts import NOT_A_CONTACT
from ..facts import facts_after
from ..happenings import NOTHING, Told
from ..record_story.timeline import event_label
from ..stored import house_env
from .definition import Cadence
from .enrolling import change, end, enrol, start_timer
from .touching import touches
from .walking import cadence_of

REPLIES = ("contact_logged", "mail_received")
# An outcome of a contact that says nothing of theirs.
ONE_SIDED = (*NOT_A_CONTACT, "sent")
ENDING = (
    "trashed",
    "stage_entered",
    "mail_unsubscribed",
    "mail_bounced",
    "task_completed",
    "task_skipped",
    "task_missed",
    *REPLIES,
)


@dataclass(frozen=True)
class Watched:
    """A form's cadences, and the names that their rules read."""

    cadences: tuple[Cadence, ...]
    reads: frozenset[str]


def watch(work: Work, told: Told) -> None:
    """Follow what happened to records of forms that have cadences; for others nothing is asked."""
    watched = _watched(work.catalog)
    if not watched:
        return
    by_form: dict[str, list[Event]] = defaultdict(list)
    for event in told.events:
        if event.form in watched and event.record:
            by_form[event.form].append(event)
    for form, happened in by_form.items():
        _go_on(work, form, watched[form], happened)
        _come_in(work, form, watched[form], happened, told)


def _watched(catalog: Catalog) -> Mapping[str, Watched]:
    return catalog.derived("cadences watched", lambda: dict(_watch(catalog)))


def _watch(catalog: Catalog) -> Iterator[tuple[str, Watched]]:
    for form in {cadence.form for cadence in catalog.all("cadence")}:
        cadences = catalog.of_form("cadence", form)
        yield form, Watched(cadences, frozenset().union(*(cadence.reads for cadence in cadences)))


def _go_on(work: Work, form: str, watched: Watched, happened: Sequence[Event]) -> None:
    """Of those who are in a cadence: who leaves it, and who may take the next step."""
    new = {event.record for event in happened if event.kind == "submitted"}
    meant = [event for event in happened if event.record not in new and _may_matter(event, watched.reads)]
    rows = enrolments.under_way(work.connection, form, {event.record for event in meant}) if meant else ()
    known = _Facts(work, form, {row.record for row in rows}, watched.reads)
    for row in rows:
        for event in meant:
            if event.record == row.record and _moved(work, row, event, known):
                break


def _may_matter(event: Event, reads: Collection[str]) -> bool:
    return event.kind in ENDING or touches(event, reads)


def _moved(work: Work, row: EnrolmentRow, event: Event, known: _Facts) -> bool:
    """Whether the event ended the enrolment or let it go on."""
    cadence = cadence_of(work, row)
    if cadence is None:
        return False
    if row.waits_for is not None and event.data.get("task_id") == row.waits_for and event.kind != "task_opened":
        _task_is_done(work, row)
        return False
    why = _stops(cadence, event) or _rule_stops(cadence, row, event, known)
    if why is not None:
        end(work, row, cadence, enrolments.STOPPED, why)
        return True
    if cadence.ripe is not None and _holds(cadence.ripe.when, row, event, known):
        ripe = end(work, row, cadence, enrolments.RIPE, Reason("cadence.ended.ripe"))
        start_timer(work, ripe, work.now, data={"what": "ripe"})
        return True
    return False


def _task_is_done(work: Work, row: EnrolmentRow) -> None:
    if row.state == enrolments.PAUSED:
        change(work, row, waits_for=None, next_at=work.now)
    else:
        start_timer(work, change(work, row, waits_for=None), work.now)


def _stops(cadence: Cadence, event: Event) -> Reason | None:
    """What an event alone says: they answered, want no mail, or it is over."""
    if cadence.stop.reply and event.kind in REPLIES and event.data.get("outcome") not in ONE_SIDED:
        return Reason("cadence.ended.reply")
    if event.kind in ("trashed", "mail_unsubscribed", "mail_bounced"):
        return Reason(f"cadence.ended.{event.kind}")
    over = event.data.get("to") in cadence.stop.stages or event.data.get("outcome") in cadence.stop.outcomes
    if event.kind == "stage_entered" and over:
        return Reason("cadence.ended.stage", {"stage": event.data.get("to")})
    return None


def _rule_stops(cadence: Cadence, row: EnrolmentRow, event: Event, known: _Facts) -> Reason | None:
    if cadence.stop.when is not None and _holds(cadence.stop.when, row, event, known):
        return Reason("cadence.ended.rule")
    return None


def _holds(rule: Any, row: EnrolmentRow, event: Event, known: _Facts) -> bool:
    return touches(event, rule.names) and matches(rule, known.of(row.record), known.env)


class _Facts:
    """The facts of some records, read when the first rule asks."""

    def __init__(
        self, work: Work, form: str, records: Collection[int], names: Collection[str], told: Told = NOTHING
    ) -> None:
        self._work, self._form, self._records, self._names, self._told = work, form, records, names, told
        self._known: Mapping[int, Mapping[str, Any]] | None = None
        self.env: Env = house_env(work)

    def of(self, record: int) -> Mapping[str, Any]:
        """What rules may ask of one of them."""
        if self._known is None:
            self._known = facts_after(self._work, self._told, self._form, self._records, self._names)
        return self._known.get(record, {})


def _come_in(work: Work, form: str, watched: Watched, happened: Sequence[Event], told: Told) -> None:
    """Who comes into a cadence: in the order of the files, so that the first of a group that means a record gets it."""
    for cadence in watched.cadences:
        causes = {event.record: event for event in happened if _enters(cadence, event)}
        if not causes:
            continue
        names = cadence.enter.when.names if cadence.enter.when else ()
        known = _Facts(work, form, set(causes), names, told)
        fits = [record for record in causes if fits_now(cadence, known.of(record), known.env)]
        for record in _not_before(work, cadence, fits):
            why = Reason("cadence.entered.event", {"event": event_label(causes[record].kind)})
            enrol(work, cadence, [record], why)


def _enters(cadence: Cadence, event: Event) -> bool:
    """Whether the event is one to come in on; without any named, one that may have changed the condition."""
    enter = cadence.enter
    if enter.by_hand:
        return False
    if enter.occasions:
        return any(occasion.fits(event) for occasion in enter.occasions)
    return enter.when is not None and touches(event, enter.when.names)


def fits_now(cadence: Cadence, values: Mapping[str, Any], env: Env) -> bool:
    """Whether a record with these values may come in; one without any is gone, or in the trash."""
    if cadence.enter.when is None:
        return True
    return bool(values) and matches(cadence.enter.when, values, env)


def _not_before(work: Work, cadence: Cadence, records: Iterable[int]) -> list[int]:
    """Those who were never in it, or left it long enough ago."""
    wanted = list(records)
    ends = enrolments.latest_ends(work.connection, cadence.id, cadence.form, wanted) if wanted else {}
    again = cadence.enter.again_after
    return [
        record
        for record in wanted
        if record not in ends or (again is not None and (work.now - ends[record]).total_seconds() >= again.seconds)
    ]
