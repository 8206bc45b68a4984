"""What sources outside say of a record: the card beside its fields, and the mark behind each value from there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from accounts import Work, allowed, writable_fields
from definitions import Reason
from flows import Subject, enriching
from forms import context_of, values_from_json
from records import Lookup, lookups

from ..due import ago
from ..languages import t


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of which a source says otherwise."""

    field: str
    label: str
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source: what came of asking it, what it says otherwise, and what can be done."""

    id: str
    label: str
    tone: str
    state: str
    detail: str
    differences: tuple[Difference, ...]
    left: tuple[str, ...]
    ask_href: str
    ask_label: str
    proposal_href: str
    set_up_href: str = ""


def origins(work: Work, subject: Subject) -> dict[str, str]:
    """Behind which value stands where it came from."""
    if not work.catalog.of_form("enrichment", subject.form.id):
        return {}
    return {
        name: t(f"enriching.origin_{line.how}", source=line.label, at=ago(line.at))
        for name, line in enriching.origins(work, subject).items()
    }


def sources(work: Work, subject: Subject, href: str) -> Iterator[SourceLine]:
    """Every source that can be asked about such a record."""
    definitions = work.catalog.of_form("enrichment", subject.form.id)
    newest = lookups.newest_of(work.connection, subject.form.id, subject.id) if definitions else {}
    for definition in definitions:
        missing = enriching.why_not(work, definition, subject)
        if definition.id in newest or missing is None or not _is_for_admins(work, missing):
            yield _source(work, subject, definition, newest.get(definition.id), href, missing=missing)


def _is_for_admins(work: Work, missing: Reason) -> bool:
    """A source that is not set up says nothing to those who cannot set it up."""
    return missing.code == enriching.NOT_SET_UP and not _configures(work)


def _is_set_up_there(work: Work, missing: Reason | None) -> bool:
    return missing is not None and missing.code == enriching.NOT_SET_UP and _configures(work)


def _configures(work: Work) -> bool:
    return work.actor.role is not None and work.actor.role.configure


def _source(
    work: Work,
    subject: Subject,
    definition: enriching.EnrichmentDefinition,
    one: Lookup | None,
    href: str,
    *,
    missing: Reason | None,
) -> SourceLine:
    may = allowed(work.actor, "edit", subject.form.id) and enriching.DEMAND in definition.on
    waits = one is not None and one.state == lookups.WAITING
    differences = tuple(_differences(work, subject, one)) if one is not None else ()
    return SourceLine(
        id=definition.id,
        label=definition.label.text(work.language),
        tone=_tone(one),
        state=t(f"enriching.state.{one.state}") if one is not None else "",
        detail=_detail(work, one, missing),
        differences=differences,
        left=tuple(_left(subject, one, work.language)) if one is not None else (),
        ask_href=f"{href}/lookups/{definition.id}" if may and missing is None and not waits else "",
        ask_label=t("enriching.ask_again") if one is not None else t("enriching.ask"),
        proposal_href=f"{href}/proposals/{one.id}" if one is not None and differences else "",
        set_up_href="/studio/deliveries" if one is None and _is_set_up_there(work, missing) else "",
    )


def _tone(one: Lookup | None) -> str:
    tones = {lookups.FOUND: "good", lookups.FAILED: "late", lookups.WAITING: "soon"}
    return tones.get(one.state, "") if one is not None else ""


def _detail(work: Work, one: Lookup | None, missing: Reason | None) -> str:
    if one is not None and one.why:
        return Reason.from_json(one.why).text(work.language)
    if one is not None and one.ended_at:
        when = ago(one.ended_at)
        return f"{when} · {t('enriching.from_cache')}" if one.from_cache else when
    return missing.text(work.language) if one is None and missing is not None else ""


def _differences(work: Work, subject: Subject, one: Lookup) -> Iterator[Difference]:
    """What is proposed, of the fields that the reader may change."""
    open_to = writable_fields(work.actor, subject.form)
    proposed = {name: value for name, value in (one.proposed or {}).items() if name in open_to}
    if not proposed:
        return
    context = context_of(work)
    for name, value in values_from_json(subject.form, proposed).items():
        field = subject.form.find(name)
        if field is not None:
            here, there = (field.type.display(each, context) for each in (subject.values.get(name), value))
            yield Difference(name, field.label.text(work.language), here or "–", there)


def _left(subject: Subject, one: Lookup, language: str) -> Iterator[str]:
    for name, texts in (one.left or {}).items():
        field = subject.form.find(name)
        if field is not None:
            yield f"{field.label.text(language)}{t('ui.colon')}{texts.get(language) or texts.get('en')}"
