"""Noticing behaviours: one way in for API, tracking links, mails and imports, in the transaction of whoever calls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from accounts import Work, require
from definitions import NotFound, say, suggest
from forms import FieldError, Invalid, table_of
from records import BehaviourRow, Event, behaviours, store

from ..happenings import follow, remember
from ..regrading.live import regrade_for_behaviours
from ..subject import seen_among
from .definition import Trail

# The clocks of two machines are never quite the same; what lies further ahead did not happen.
CLOCKS_DIFFER = timedelta(minutes=5)
MOST_AT_ONCE = 1000
LONGEST_SOURCE, LONGEST_KEY, MOST_DATA, LONGEST_DATA = 80, 200, 20, 500


@dataclass(frozen=True)
class Behaved:
    """What somebody did: `data` are a few words about it (title, url), `key` tells a repeat from a second time."""

    record: int
    kind: str
    at: datetime | None = None
    source: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    key: str | None = None


@dataclass(frozen=True)
class Noticed:
    """What came of telling it: the id of the new row, or None where it was told before."""

    record: int
    kind: str
    id: int | None = None

    @property
    def is_new(self) -> bool:
        """Whether it was not known yet."""
        return self.id is not None


def trail_of(work: Work, form_id: str) -> Trail | None:
    """What may be noticed of a form's records, if anything."""
    return next(iter(work.catalog.of_form("trail", form_id)), None)


def behaved(
    work: Work,
    form_id: str,
    record: int,
    kind: str,
    *,
    at: datetime | None = None,
    source: str | None = None,
    data: Mapping[str, Any] | None = None,
    key: str | None = None,
) -> Noticed:
    """Notice that the people behind a record did something; the grade follows at once.

    Told again under the same `key`, nothing happens twice. NotFound for a record that is not the actor's to see;
    Invalid for a behaviour that the form's trail does not know.
    """
    return behaved_many(work, form_id, [Behaved(record, kind, at, source, data or {}, key)])[0]


def behaved_many(work: Work, form_id: str, told: Sequence[Behaved]) -> list[Noticed]:
    """The same for many at once, in the order given; one that is wrong refuses them all, each with its place."""
    require(work, "log", form_id)
    _check(work, form_id, told)
    held = _lock(work, form_id, {one.record for one in told})
    rows = [_row(work, form_id, one) for one in told]
    new = _unknown(work, rows)
    ids = dict(zip(new, behaviours.add_many(work.connection, [rows[place] for place in new]), strict=True))
    told = remember(work, [_event(work, rows[place]) for place in new])
    _regrade(work, form_id, held, [rows[place] for place in new])
    follow(work, told)
    return [Noticed(row.record, row.kind, ids.get(place)) for place, row in enumerate(rows)]


def _check(work: Work, form_id: str, told: Sequence[Behaved]) -> None:
    trail = trail_of(work, form_id)
    known = [one.id for one in trail.behaviours] if trail else []
    errors = [error for place, one in enumerate(told) for error in _errors(work, one, place, known)]
    if errors:
        raise Invalid(errors)


def _errors(work: Work, one: Behaved, place: int, known: Sequence[str]) -> Iterable[FieldError]:
    if not known:
        yield TrailError("kind", "no_trail", {"place": place})
    elif one.kind not in known:
        hint = suggest(one.kind, known) or ", ".join(known)
        yield TrailError("kind", "unknown_behaviour", {"place": place, "kind": one.kind[:80], "known": hint})
    if one.at is not None and one.at > work.now + CLOCKS_DIFFER:
        yield TrailError("at", "not_yet", {"place": place})
    if len(one.source or "") > LONGEST_SOURCE:
        yield TrailError("source", "too_long", {"place": place, "most": LONGEST_SOURCE})
    if one.key is not None and not 0 < len(one.key) <= LONGEST_KEY:
        yield TrailError("key", "too_long", {"place": place, "most": LONGEST_KEY})
    if len(one.data) > MOST_DATA or any(_is_long(value) for value in one.data.values()):
        yield TrailError("data", "too_much", {"place": place, "names": MOST_DATA, "most": LONGEST_DATA})


class TrailError(FieldError):
    """What is wrong with one behaviour that was told."""

    def message(self, language: str) -> str:
        """The sentence, from the trail's own texts."""
        return say(f"trail.error.{self.code}", language, **self.params)


def _is_long(value: Any) -> bool:
    return not isinstance(value, (str, int, float, bool, type(None))) or len(str(value)) > LONGEST_DATA


def _regrade(work: Work, form_id: str, held: Mapping[int, Any], new: Sequence[BehaviourRow]) -> None:
    rows = [held[record] for record in sorted({row.record for row in new})]
    regrade_for_behaviours(work, form_id, rows, {row.kind for row in new})


def _lock(work: Work, form_id: str, records: set[int]) -> Mapping[int, Any]:
    """Hold the records, so that the grades that follow are of all that was noticed."""
    if seen_among(work, form_id, records) != records:
        raise NotFound()
    return store.fetch_many(work.connection, table_of(work.catalog, form_id), sorted(records), lock=True)


def _row(work: Work, form_id: str, one: Behaved) -> BehaviourRow:
    at = work.now if one.at is None else min(one.at, work.now)
    return BehaviourRow(form_id, one.record, one.kind, at, work.now, one.source, dict(one.data), one.key)


def _unknown(work: Work, rows: Sequence[BehaviourRow]) -> list[int]:
    """The places of those that nobody told before, nor earlier in the same batch."""
    seen = set(behaviours.known(work.connection, rows)) if any(row.key for row in rows) else set()
    new = []
    for place, row in enumerate(rows):
        named = (row.record, row.key)
        if row.key is None or named not in seen:
            new.append(place)
            seen.add(named)
    return new


def _event(work: Work, row: BehaviourRow) -> Event:
    words = next((str(row.data[name]) for name in ("title", "page", "url") if row.data.get(name)), None)
    data = {"behaviour": row.kind, "source": row.source, "words": words}
    said = {name: value for name, value in data.items() if value is not None}
    return Event(row.form, row.record, "behaved", row.at, work.actor.person_id, said, work.catalog.revision)
