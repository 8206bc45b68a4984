"""A form that somebody has begun and not sent: kept for them alone, so that it goes on at another device.

Fields that are encrypted and files are left out: a draft is no place for what has to be locked away or claimed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from accounts import Work, require, writable_fields
from definitions import AlreadyDone, Refused
from forms import FieldDefinition, FormDefinition, field_of, form_of
from records import FormDraft, form_drafts, idempotency

from .subject import look, rows_among

KEPT = timedelta(days=30)
MOST = 50
LONGEST = 64 * 1024
LONGEST_MARK = 40
MOST_UNDER_WAY = 5  # saves of one page that may not have been answered when its form is sent
Typed = Mapping[str, Sequence[str]]


class DraftTooLong(Refused):
    """More than is kept for anybody."""

    status = 413


class DraftGone(Refused):
    """It was sent or cleared, and must not come to life again by a save that comes late."""

    status = 410


@dataclass(frozen=True, slots=True)
class Kept:
    """What was typed, in a form as it stood then: its record's version, and the moment its values were seen."""

    typed: Typed
    at: datetime
    version: int = 0
    seen_at: str = ""
    step: int = 1
    mark: str = ""  # names this draft among those that stood there before and after it


@dataclass(frozen=True, slots=True)
class Begun:
    """One draft in the list of them."""

    id: int
    form: FormDefinition
    record: int | None
    title: str
    only: tuple[str, ...]
    at: datetime


def keep(work: Work, form_id: str, record: int | None, only: tuple[str, ...] | None, kept: Kept, *, upon: str) -> str:
    """Keep what was typed over the draft that it goes on with (`upon`, none at first); what names it now.

    Refused when another device has gone on meanwhile: what was written there is not lost to whoever comes later.
    Refused as well when what it goes on with was sent.
    """
    form = _writing(work, form_id, record)
    before = of(work, form_id, record, only, holding=True)
    if before is not None and before.mark != upon:
        raise AlreadyDone("flows.refused.draft_elsewhere")
    if before is None and (upon or not _names_first(work, kept.mark)):
        raise DraftGone("flows.refused.draft_gone")
    body = {
        "values": {name: list(values) for name, values in _fitting(work, form, kept.typed)},
        "only": list(only or ()),
        "version": kept.version,
        "seen_at": kept.seen_at,
        "step": kept.step,
        "mark": kept.mark[:LONGEST_MARK],
    }
    if len(json.dumps(body, ensure_ascii=False).encode()) > LONGEST:
        raise DraftTooLong("flows.refused.draft_long", most=LONGEST // 1024)
    draft = FormDraft(work.actor.person_id, form_id, place_of(form_id, record, only), body, work.now, record)
    form_drafts.keep(work.connection, draft, most=MOST)
    return _mark(draft)


def of(
    work: Work, form_id: str, record: int | None, only: tuple[str, ...] | None, *, holding: bool = False
) -> Kept | None:
    """What this person has typed there and not sent, unless it is too old."""
    if work.actor.person_id is None:
        return None
    place = place_of(form_id, record, only)
    found = form_drafts.of_place(work.connection, work.actor.person_id, place, holding=holding)
    if found is None or found.at < work.now - KEPT:
        return None
    typed = dict(_fitting(work, form_of(work.catalog, form_id), found.body["values"]))
    return Kept(typed, found.at, found.body["version"], found.body["seen_at"], found.body["step"], _mark(found))


def drop(
    work: Work, form_id: str, record: int | None, only: tuple[str, ...] | None, *, under_way: Iterable[str] = ()
) -> bool:
    """It was sent, or is not wanted any more; a first save that is still `under_way` is refused when it comes."""
    if work.actor.person_id is None:
        return False
    for mark in list(under_way)[-MOST_UNDER_WAY:]:
        _names_first(work, mark)
    return form_drafts.drop(work.connection, work.actor.person_id, place=place_of(form_id, record, only))


def drop_one(work: Work, id: int) -> bool:
    """One of the list."""
    return form_drafts.drop(work.connection, work.actor.person_id, id=id)


def begun(work: Work) -> Iterator[Begun]:
    """This person's drafts of forms and records that they may still see, the last first."""
    drafts = [each for each in form_drafts.of_person(work.connection, work.actor.person_id) if _stands(work, each)]
    rows = rows_among(work, [each for each in drafts if each.record])
    for each in drafts:
        form, row = form_of(work.catalog, each.form), rows.get((each.form, each.record))
        if each.record is None or row is not None:
            title = str(getattr(row, f"f_{form.title}", None) or row.number) if row is not None else ""
            yield Begun(each.id, form, each.record, title, tuple(each.body["only"]), each.at)


def place_of(form: str, record: int | None, only: tuple[str, ...] | None) -> str:
    """One name for a form, a record and the fields that are asked for, however many those are."""
    return sha256(f"{form}:{record or 'new'}:{','.join(only or ())}".encode()).hexdigest()


def _names_first(work: Work, mark: str) -> bool:
    """Whether neither a save nor a form that was sent has named this mark; what names none is taken as it comes."""
    key = f"draft:{mark[:LONGEST_MARK]}"
    return not mark or idempotency.take(work.connection, key, work.actor.person_id, digest="form_draft", now=work.now)


def _mark(draft: FormDraft) -> str:
    """When and what: two devices may write at one moment."""
    if draft.body.get("mark"):
        return draft.body["mark"]  # as the device calls it that wrote it
    written = json.dumps(draft.body, sort_keys=True).encode()
    return f"{draft.at.isoformat()}-{sha256(written).hexdigest()[:8]}"


def _writing(work: Work, form_id: str, record: int | None) -> FormDefinition:
    """Only who may send the form has a draft of it."""
    require(work, "create" if record is None else "edit", form_id)
    return form_of(work.catalog, form_id) if record is None else look(work, form_id, record).form


def _fitting(work: Work, form: FormDefinition, typed: Typed) -> Iterator[tuple[str, Sequence[str]]]:
    """What fills fields that this person may write now."""
    writable = writable_fields(work.actor, form)
    for name, values in typed.items():
        field = form.find(field_of(name))
        if field is not None and field.id in writable and not _locked(field):
            yield name, values


def _locked(field: FieldDefinition) -> bool:
    columns = getattr(field.type, "columns", ())
    return field.sensitive or field.type.side == "files" or any(_locked(column) for column in columns)


def _stands(work: Work, draft: FormDraft) -> bool:
    return draft.at >= work.now - KEPT and work.catalog.find("form", draft.form) is not None
