"""Taking what a source says: empty fields are filled, equal ones confirmed, what differs is proposed; all marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts import Work
from definitions import LANGUAGES
from forms import Invalid, clean, json_values
from records import Lookup, Origin, lookups

from ..editing import edit_subject
from ..happenings import event, happened
from ..subject import Subject
from .definition import OVERWRITE, PROPOSE, EnrichmentDefinition

CHANNEL = "enrichment"
FILLED, CONFIRMED, ACCEPTED = "filled", "confirmed", "accepted"


@dataclass
class Sorted:
    """What a source says, sorted by what becomes of it."""

    raw: dict[str, Any] = field(default_factory=dict)
    fill: dict[str, Any] = field(default_factory=dict)
    confirmed: dict[str, Any] = field(default_factory=dict)
    proposed: dict[str, Any] = field(default_factory=dict)
    left: dict[str, dict[str, str]] = field(default_factory=dict)


def apply(work: Work, definition: EnrichmentDefinition, lookup: Lookup, subject: Subject, data: Any) -> None:
    """Write down, and fill in, what a source says of a record."""
    said = sort_out(work, definition, subject, data)
    _fill(work, subject, said)
    mark_origins(work, lookup, json_values(work.catalog, subject.form.id, said.fill), FILLED)
    mark_origins(work, lookup, json_values(work.catalog, subject.form.id, said.confirmed), CONFIRMED)
    state = lookups.FOUND if said.fill or said.confirmed or said.proposed else lookups.NOTHING
    proposed = json_values(work.catalog, subject.form.id, said.proposed)
    lookups.change(
        work.connection, lookup.id, state=state, why=None, ended_at=work.now, filled=list(said.fill),
        confirmed=list(said.confirmed), proposed=proposed, left=said.left or None,
    )  # fmt: skip
    if said.fill or said.proposed:
        told = {"filled": list(said.fill), "proposed": list(said.proposed), "confirmed": list(said.confirmed)}
        about = {"enrichment": definition.id, "label": definition.label.as_written(), "lookup": lookup.id}
        happened(work, event(work, lookup.form, lookup.record, "enriched", **about, **told))


def _fill(work: Work, subject: Subject, said: Sorted) -> None:
    """Fill in what may be filled; values that only together break a rule of the form are left to somebody."""
    if not said.fill:
        return
    try:
        edit_subject(work, subject, {name: said.raw[name] for name in said.fill}, channel=CHANNEL)
    except Invalid:
        said.proposed.update(said.fill)
        said.fill = {}


def sort_out(work: Work, definition: EnrichmentDefinition, subject: Subject, data: Any) -> Sorted:
    """Each picked value, cleaned by itself, so that one that makes no sense here spoils none of the others."""
    found = Sorted()
    for pick in definition.picks:
        raw = pick.value(data)
        if raw is None or subject.form.find(pick.field) is None:
            continue
        _sort(work, definition, subject, pick.field, raw, found)
    return found


def _sort(work: Work, definition: EnrichmentDefinition, subject: Subject, name: str, raw: Any, found: Sorted) -> None:
    cleaned = clean(subject.form, {name: raw}, work, before=subject.row, channel=CHANNEL)
    wrong = next((error for error in cleaned.errors if error.field == name), None)
    if wrong is not None:
        found.left[name] = {language: wrong.message(language) for language in LANGUAGES}
        return
    now, value = subject.values.get(name), cleaned.changes.get(name)
    found.raw[name] = raw
    if name not in cleaned.changes:
        if now not in (None, "", ()):
            found.confirmed[name] = now
    elif definition.policy == OVERWRITE or (definition.policy != PROPOSE and now in (None, "", ())):
        found.fill[name] = value
    else:
        found.proposed[name] = value


def mark_origins(work: Work, lookup: Lookup, values: Mapping[str, Any], how: str) -> None:
    """Write down that values come from a look-up, and what they are now, as JSON."""
    form, record, source = lookup.form, lookup.record, lookup.enrichment
    lookups.mark(
        work.connection,
        [Origin(form, record, name, source, lookup.id, how, value, work.now) for name, value in values.items()],
    )
