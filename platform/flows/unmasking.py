"""Seeing the whole of a sensitive field: by right, for a reason where one is asked, and never without a trace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from accounts import Work, readable_fields, unmaskable_fields
from definitions import Label, NotAllowed, NotFound, Reason, Refused
from forms import FieldDefinition, FormDefinition, context_of
from records import Event, events

from .happenings import event, happened
from .record_story.timeline import HUMAN, Teller, tells
from .subject import Subject, look

UNMASKED, EXPORTED = "unmasked", "unmasked_in_export"
LONGEST_REASON = 300
OF_NO_RECORD = 0


@dataclass(frozen=True)
class Unmasked:
    """What somebody got to see; nothing keeps it."""

    subject: Subject
    field: FieldDefinition
    value: str


def may_unmask(work: Work, form: FormDefinition, *, stage: str | None) -> frozenset[str]:
    """The sensitive fields of a record in this stage of which the actor may see the whole."""
    return frozenset(name for name in unmaskable_fields(work.actor, form, stage=stage) if form.field(name).sensitive)


def unmask(work: Work, form_id: str, record: int, name: str, *, reason: str = "", door: str = "page") -> Unmasked:
    """The whole of one value; who saw it, when and why stands in the record's history from then on."""
    subject = look(work, form_id, record)
    field = _field(work, subject, name)
    words = _reason(field, reason)
    value = field.type.plain(subject.values.get(name), context_of(work)) if subject.values.get(name) else ""
    if value:
        said = {"words": words} if words else {}
        happened(work, event(work, form_id, record, UNMASKED, field=name, door=door, **said))
    return Unmasked(subject, field, value)


def exported(work: Work, form: FormDefinition, fields: list[str], *, reason: str, door: str, asked: str) -> None:
    """One event for a whole export; it is of no single record."""
    words = _reason(form.field(fields[0]), reason) if fields else ""
    for name in fields[1:]:
        _reason(form.field(name), reason)
    data = {"fields": fields, "door": door, "asked": asked[:500], **({"words": words} if words else {})}
    events.append(work.connection, event(work, form.id, OF_NO_RECORD, EXPORTED, **data))


def seen_since(work: Work, since: Any, *, limit: int = 200) -> tuple[Event, ...]:
    """Who saw what, the newest first."""
    both = (events.latest_of_kind(work.connection, kind, since=since, limit=limit) for kind in (UNMASKED, EXPORTED))
    return tuple(sorted((one for several in both for one in several), key=lambda one: one.id, reverse=True)[:limit])


def _field(work: Work, subject: Subject, name: str) -> FieldDefinition:
    field = subject.form.find(name)
    if field is None or name not in readable_fields(work.actor, subject.form, stage=subject.row.stage):
        raise NotFound()
    if not field.sensitive:
        raise Refused("unmasking.refused.not_sensitive", field=field.label)
    if name not in may_unmask(work, subject.form, stage=subject.row.stage):
        raise NotAllowed("unmasking.refused.not_allowed", field=field.label)
    return field


def _reason(field: FieldDefinition, reason: str) -> str:
    words = reason.strip()
    if len(words) > LONGEST_REASON:
        raise Refused("unmasking.refused.reason_long", most=LONGEST_REASON)
    if field.type.asks_reason and not words:
        raise Refused("unmasking.refused.no_reason", field=field.label)
    return words


@tells(UNMASKED, tone=HUMAN)
def _unmasked(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    own = teller.form.find(data.get("field") or "")
    label = own.label if own is not None else Label.of(data.get("field") or "–")
    return Reason("flows.event.unmasked", {"field": label})
