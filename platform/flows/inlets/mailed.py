"""Mail that comes in: an answer goes to its record, the first mail of somebody new becomes one."""

from __future__ import annotations

import hashlib
from email import message_from_bytes
from typing import Any

from accounts import Work
from definitions import LANGUAGES, NotFound, Reason
from records import Inbound, inbound

from .. import intake
from ..kept_sealed import unsealed_bytes
from ..mails import hear, read_mail
from .definition import MAIL, InletDefinition

CHANNEL = "mail"
LARGEST_KEPT = 256 * 1024


def key_of(written: bytes) -> str:
    """What tells a mail that is handed in twice: its Message-ID, else all of it."""
    found = read_mail(written).message_id
    return found[:200] if found else f"sha256:{hashlib.sha256(written).hexdigest()}"


def without_attachments(written: bytes) -> bytes:
    """A mail as it is kept: what is large beside its text is left out, and its name stays."""
    if len(written) <= LARGEST_KEPT:
        return written
    message = message_from_bytes(written)
    for part in message.walk():
        if not part.is_multipart() and (part.get_filename() or part.get_content_maintype() != "text"):
            part.set_payload("left out\n")
            del part["Content-Transfer-Encoding"]
    return message.as_bytes()[:LARGEST_KEPT]


def let_mail_in(work: Work, inlet: InletDefinition, row: Inbound) -> dict[str, Any]:
    """What became of a mail."""
    received = read_mail(unsealed_bytes(row.payload))
    heard = hear(work, received, form=inlet.form)
    if heard is not None:
        return {"state": inbound.HEARD, "form": heard.form, "record": heard.record}
    if received.is_automatic or received.leaves:
        return _left_out("automatic" if received.is_automatic else "unknown_link")
    if not inlet.picks:
        return _left_out("nobody_knows_them")
    raw = inlet.raw(received.as_data())
    made = intake.submit(work, inlet.form, raw, channel=CHANNEL, source_note=inlet.id)
    return {"state": inbound.TAKEN, "form": inlet.form, "record": made.record_id}


def _left_out(code: str) -> dict[str, Any]:
    why = Reason(f"inlets.why.{code}")
    said = {language: why.text(language) for language in LANGUAGES}
    return {"state": inbound.LEFT_OUT, "problem": {**said, "code": code, "fields": []}}


def inlet_for_mail(work: Work, written: bytes, named: str | None = None) -> InletDefinition:
    """The inlet that a mail is for: the one that is named, the one whose address stands on it, else the first."""
    known: list[InletDefinition] = [each for each in work.catalog.all("inlet") if each.by == MAIL]
    if named is not None:
        known = [each for each in known if each.id == named]
    if not known:
        raise NotFound("inlets.no_inlet", id=named or MAIL)
    to = read_mail(written).to
    return next((each for each in known if any(address in to for address in each.addresses)), known[0])
