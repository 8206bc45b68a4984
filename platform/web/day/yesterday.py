"""What one did on the last day one worked: so that the morning begins where the evening ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts import Work
from definitions import Label
from flows import subject
from forms import form_of, record_values, table_of
from records import Event, events, store

from .. import moments
from ..languages import language, t

KINDS = ("contact_logged", "task_completed", "task_skipped", "stage_entered")
BACK = 14  # days that are looked through for the last one on which one did something


@dataclass(frozen=True)
class DidRow:
    """One thing that was done."""

    href: str
    title: str
    what: str
    clock: str
    skipped: bool = False


@dataclass(frozen=True)
class Yesterday:
    """The day and what was done on it, the first thing first."""

    title: str
    rows: tuple[DidRow, ...]


def yesterday(work: Work) -> Yesterday:
    """The newest day before today on which the actor did anything."""
    midnight = moments.local(work.now).replace(hour=0, minute=0, second=0, microsecond=0)
    since = midnight - timedelta(days=BACK)
    told = events.of_actor(work.connection, work.actor.person_id, KINDS, since=since)
    before = [event for event in told if event.at < midnight]
    if not before:
        return Yesterday(t("day.yesterday"), ())
    day = moments.local(before[0].at).date()
    theirs = [event for event in reversed(before) if moments.local(event.at).date() == day]
    title = t("day.did_on", day=moments.day(day), weekday=moments.weekday(day))
    return Yesterday(title, tuple(_rows(work, theirs)))


def _rows(work: Work, told: list[Event]) -> Iterable[DidRow]:
    """One line for each record and moment: a contact and the task that it did belong together."""
    titles = _titles(work, told)
    together: dict[tuple[str, int, datetime], list[Event]] = {}
    for event in told:
        if (event.form, event.record) in titles and _what(event):
            together.setdefault((event.form, event.record, event.at), []).append(event)
    for (form, record, at), several in together.items():
        what = t("day.dot").join(dict.fromkeys(_what(event) for event in sorted(several, key=_said_last)))
        skipped = all(event.kind == "task_skipped" for event in several)
        yield DidRow(f"/records/{form}/{record}", titles[form, record], what, f"{moments.local(at):%H:%M}", skipped)


def _said_last(event: Event) -> bool:
    return event.kind == "contact_logged"


def _what(event: Event) -> str:
    data = event.data
    if event.kind == "contact_logged":
        outcome = t(f"flows.outcome.{data.get('outcome')}")
        return f"{outcome}{t('day.colon')}{data.get('content', '')}"
    if event.kind == "stage_entered":
        return t("day.went_on") if data.get("how") in ("advanced", "skipped") else ""
    return Label.of(data.get("label")).text(language())


def _titles(work: Work, told: list[Event]) -> dict[tuple[str, int], str]:
    """What the records are called that the actor may see."""
    found: dict[tuple[str, int], str] = {}
    for form in {event.form for event in told}:
        seen = subject.seen_among(work, form, {event.record for event in told if event.form == form})
        if seen:
            rows = store.fetch_many(work.connection, table_of(work.catalog, form), seen)
            title = form_of(work.catalog, form).title
            found |= {(form, id): str(record_values(row).get(title) or row.number) for id, row in rows.items()}
    return found
