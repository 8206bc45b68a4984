"""What somebody may be glad of at the end of a day: won, moved on, woken interest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from accounts import Work
from definitions import Label, Reason
from forms import form_of, record_values, table_of
from records import Event, events, store

from ..subject import seen_among

KINDS = ("stage_entered", "contact_logged")
MOST = 3
WON, MOVED, INTEREST = range(3)


@dataclass(frozen=True)
class Win:
    """One good thing, and the record it is about."""

    form: str
    record: int
    title: str
    words: Reason
    place: int


def wins_of(work: Work, since: datetime) -> tuple[Win, ...]:
    """The best of what the actor did since a moment, one for each record."""
    told = events.of_actor(work.connection, work.actor.person_id, KINDS, since=since)
    best: dict[tuple[str, int], Win] = {}
    for win in _wins(work, told):
        kept = best.get((win.form, win.record))
        if kept is None or win.place < kept.place:
            best[win.form, win.record] = win
    return tuple(sorted(best.values(), key=lambda win: win.place)[:MOST])


def _wins(work: Work, told: tuple[Event, ...]) -> Iterator[Win]:
    for form in {event.form for event in told}:
        records = {event.record for event in told if event.form == form}
        seen = seen_among(work, form, records)
        rows = store.fetch_many(work.connection, table_of(work.catalog, form), seen) if seen else {}
        for event in told:
            found = _found(work, event) if event.form == form and event.record in rows else None
            if found is not None:
                place, words = found
                yield Win(form, event.record, _title(work, form, rows[event.record]), words, place)


def _title(work: Work, form: str, row: Row[Any]) -> str:
    return str(record_values(row).get(form_of(work.catalog, form).title) or row.number)


def _found(work: Work, event: Event) -> tuple[int, Reason] | None:
    if event.kind == "contact_logged":
        return (INTEREST, Reason("flows.win.interest")) if event.data.get("outcome") == "interested" else None
    if event.data.get("outcome") == "won":
        return WON, Reason("flows.win.won")
    if event.data.get("how") not in ("advanced", "skipped") or event.data.get("outcome") != "open":
        return None
    pipeline = work.catalog.find("pipeline", event.data.get("pipeline"))
    stage = pipeline.stage(event.data["to"]) if pipeline else None
    return MOVED, Reason("flows.win.moved", {"to": stage.label if stage else Label.of(event.data["to"])})
