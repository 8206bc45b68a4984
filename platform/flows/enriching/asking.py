"""Asking a source about records: on entry, on a change, on demand; the question waits in the outbox, nobody waits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from accounts import Work, require
from definitions import NotFound, Reason, Refused
from records import Event, Lookup, lookups, outbox, secrets

from ..subject import Subject, take
from .definition import CHANGE, DEMAND, ENTRY, EnrichmentDefinition

CHANNEL = "enrichment"
NOT_SET_UP = "enriching.why.not_set_up"


def ask(work: Work, enrichment: str, form: str, record: int) -> int:
    """Ask now, because somebody wants to know; Refused says what is missing."""
    subject = take(work, form, record)
    require(work, "edit", form)
    definition = _definition(work, enrichment, form)
    if DEMAND not in definition.on:
        raise Refused("enriching.refused.not_on_demand", name=definition.label)
    missing = why_not(work, definition, subject)
    if missing is not None:
        raise Refused(missing.code, **missing.params)
    if lookups.is_waiting(work.connection, enrichment, form, record):
        raise Refused("enriching.refused.asked_already", name=definition.label)
    return _put(work, _lookup(work, definition, record, DEMAND))


def retry(work: Work, id: int) -> int:
    """Ask again what failed."""
    before = lookups.get(work.connection, id)
    if before is None:
        raise NotFound("enriching.none", id=id)
    return ask(work, before.enrichment, before.form, before.record)


def why_not(work: Work, definition: EnrichmentDefinition, subject: Subject) -> Reason | None:
    """What has to be there first: the source's address, and the values that are asked about."""
    known = secrets.known(work.connection, definition.secrets)
    missing = [name for name in definition.secrets if name not in known]
    if missing:
        return Reason(NOT_SET_UP, {"names": missing})
    empty = [name for name in definition.needs if subject.values.get(name) in (None, "", ())]
    if empty:
        labels = [subject.form.field(name).label for name in empty if subject.form.find(name)]
        return Reason("enriching.why.needs", {"fields": labels or empty})
    return None


def ask_for_events(work: Work, told: Sequence[Event]) -> None:
    """Ask about records that came in, or in which what is asked about has changed."""
    for definition in _concerned(work, told):
        known = secrets.known(work.connection, definition.secrets)
        if len(known) < len(set(definition.secrets)):
            continue  # nobody is asked who is not known yet; the record's page says so
        ask_many(work, definition, [(one.record, cause) for one in told if (cause := _cause(definition, one))])


def ask_many(work: Work, definition: EnrichmentDefinition, records: Iterable[tuple[int, str]]) -> int:
    """Ask about many records, each once."""
    wanted = list({record: (record, cause) for record, cause in records}.values())
    if not wanted:
        return 0
    ids = lookups.add_many(work.connection, [_lookup(work, definition, record, cause) for record, cause in wanted])
    items = [outbox.Item("enrich", {"lookup": id}, f"enrich:{id}:0") for id in ids]
    return outbox.put_many(work.connection, items, work.now)


def _concerned(work: Work, told: Sequence[Event]) -> list[EnrichmentDefinition]:
    kinds = {"submitted", "edited"}
    forms = {one.form for one in told if one.kind in kinds}
    return [each for form in sorted(forms) for each in work.catalog.of_form("enrichment", form) if each.on - {DEMAND}]


def _cause(definition: EnrichmentDefinition, told: Event) -> str | None:
    if told.form != definition.form:
        return None
    if told.kind == "submitted" and ENTRY in definition.on:
        return ENTRY
    changed = told.data.get("changes", {}) if told.kind == "edited" and told.data.get("channel") != CHANNEL else {}
    return CHANGE if CHANGE in definition.on and not set(definition.needs).isdisjoint(changed) else None


def _lookup(work: Work, definition: EnrichmentDefinition, record: int, cause: str) -> Lookup:
    return Lookup(
        definition.id, definition.form, record, cause, work.now, work.now, actor=work.actor.person_id,
        revision=work.catalog.revision,
    )  # fmt: skip


def _put(work: Work, new: Lookup) -> int:
    id = lookups.add(work.connection, new)
    outbox.put(work.connection, "enrich", {"lookup": id}, work.now, key=f"enrich:{id}:0")
    return id


def _definition(work: Work, enrichment: str, form: str) -> EnrichmentDefinition:
    found = work.catalog.find("enrichment", enrichment)
    if found is None or found.form != form:
        raise NotFound("refused.no_definition", kind="enrichment", id=enrichment)
    return found
