"""Keeping what came in as it came, then letting it in: what is refused stays, with reasons, to be tried again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from accounts import Work, require
from definitions import LANGUAGES, NotFound, Reason, Refused
from forms import Invalid
from records import Inbound, inbound, outbox

from .. import intake
from ..kept_sealed import sealed_bytes, unsealed_bytes
from .definition import MAIL, SMS, InletDefinition
from .mailed import key_of, let_mail_in, without_attachments
from .proof import Sent
from .texted import let_text_in
from .unpacking import Unreadable, unpack

CHANNEL = "inlet"
# Whoever received it lets it in at once; where that process dies, the outbox does so after this.
IF_NOBODY_DID = timedelta(minutes=1)
LONGEST_KEY = 200


@dataclass(frozen=True)
class Received:
    """What was kept, and whether it had come before."""

    row: Inbound
    is_repeat: bool = False


def receive(work: Work, inlet: InletDefinition, sent: Sent) -> Received:
    """Keep what came, in a transaction of its own: whatever happens next, nothing is lost. A repeat is kept once."""
    body = without_attachments(sent.body) if inlet.by == MAIL else sent.body
    body = sealed_bytes(work.catalog.find("form", inlet.form), body)
    new = Inbound(
        inlet.id, work.now, sent.content_type[:100], body, key=_key(inlet, sent), remote=sent.remote[:64],
        form=inlet.form,
    )  # fmt: skip
    id = inbound.keep(work.connection, new)
    if id is None:
        return Received(inbound.by_key(work.connection, inlet.id, new.key), is_repeat=True)
    outbox.put(work.connection, "inlet", {"inbound": id}, work.now, due_at=work.now + IF_NOBODY_DID, key=f"inlet:{id}")
    return Received(replace(new, id=id))


def let_in(work: Work, id: int, *, again: bool = False) -> Inbound:
    """Make a record of what was kept; what is refused is written down with its reasons, and nothing else happens."""
    row = inbound.get(work.connection, id, lock=True)
    if row is None:
        raise NotFound("inlets.none", id=id)
    if row.state != inbound.WAITING and not (again and row.state == inbound.REFUSED):
        return row
    became = _become(work.as_system(), row)
    changes = {"problem": None, "tries": row.tries + 1, "handled_at": work.now, **became}
    inbound.change(work.connection, id, **changes)
    return replace(row, **changes)


def replay(work: Work, id: int) -> Inbound:
    """Let in again what was refused, by the mapping that holds now."""
    require(work, "configure")
    return let_in(work, id, again=True)


def _become(work: Work, row: Inbound) -> dict[str, Any]:
    inlet = work.catalog.find("inlet", row.inlet)
    if inlet is None:
        return _refused(Reason("inlets.why.no_inlet", {"inlet": row.inlet}))
    try:
        with work.connection.begin_nested():
            if inlet.by == MAIL:
                return let_mail_in(work, inlet, row)
            if inlet.by == SMS:
                return let_text_in(work, inlet, row)
            sent = unpack(unsealed_bytes(row.payload), row.content_type)
            made = intake.submit(work, inlet.form, inlet.raw(sent), channel=CHANNEL, source_note=inlet.id)
            return {"state": inbound.TAKEN, "form": inlet.form, "record": made.record_id}
    except Unreadable as error:
        return _refused(error.reason)
    except Invalid as invalid:
        fields = [{"field": each.field, "code": each.code, **_said(each.message)} for each in invalid.errors]
        return _refused(Reason("inlets.why.invalid", {"n": len(fields)}), fields)
    except Refused as refused:
        return {"state": inbound.REFUSED, "problem": {**_said(refused.text), "code": refused.code, "fields": []}}


def _refused(why: Reason, fields: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    said = {**_said(why.text), "code": why.code.rsplit(".", 1)[-1], "fields": fields or []}
    return {"state": inbound.REFUSED, "problem": said}


def _said(text: Any) -> dict[str, str]:
    """A sentence in every language, as it was said then."""
    return {language: text(language) for language in LANGUAGES}


def _key(inlet: InletDefinition, sent: Sent) -> str | None:
    if inlet.by == MAIL:
        return key_of(sent.body)
    if inlet.key is None:
        return None
    try:
        found = inlet.key.find(unpack(sent.body, sent.content_type))
    except Unreadable:
        return None
    return str(found)[:LONGEST_KEY] if isinstance(found, (str, int, float)) and str(found).strip() else None
