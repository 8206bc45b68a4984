"""Where the values of a record came from, as far as they still are what came from there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts import Work, readable_fields
from definitions import Label
from forms import json_values
from records import Origin, lookups

from ..subject import Subject


@dataclass(frozen=True)
class OriginLine:
    """One value: from which source, when, and whether it was filled, confirmed or taken over."""

    field: str
    source: str
    label: Label
    how: str
    at: datetime
    lookup: int


def origins(work: Work, subject: Subject) -> dict[str, OriginLine]:
    """By field, of those that the actor may see; what somebody has changed since is theirs."""
    seen = readable_fields(work.actor, subject.form)
    found = lookups.origins_of(work.connection, subject.form.id, subject.id)
    now = json_values(work.catalog, subject.form.id, {name: subject.values.get(name) for name in found if name in seen})
    return {name: _line(work, found[name]) for name, value in now.items() if value == found[name].value}


def _line(work: Work, one: Origin) -> OriginLine:
    definition = work.catalog.find("enrichment", one.enrichment)
    label = definition.label if definition is not None else Label.of(one.enrichment)
    return OriginLine(one.field, one.enrichment, label, one.how, one.at, one.lookup)
