"""Links and pictures that notice who follows them: what they tell, and where they go on to, is signed into them."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from itsdangerous import BadData, URLSafeSerializer

from accounts import Work, require
from definitions import NotFound
from forms import FieldError, Invalid
from records import settings

from ..subject import look, seen_among
from ..trail import TrailError, behaved, trail_of

# Programs fetch a picture and try a link again and again; within this time it is one look.
ONE_LOOK = timedelta(hours=1)
SECRET, SALT = "tracking secret", "tracking link"
LONGEST, LONGEST_TITLE = 1500, 200


@dataclass(frozen=True)
class TrackingLink:
    """What following a link tells of which record, and where it goes on to; a picture goes nowhere."""

    form: str
    record: int
    kind: str
    to: str = ""
    title: str = ""


def issue(work: Work, link: TrackingLink) -> str:
    """The token of a link; it holds as long as the installation keeps its secret."""
    look(work, link.form, link.record)
    require(work, "log", link.form)
    _check(work, link)
    return _signer(work).dumps([link.form, link.record, link.kind, link.to, link.title])


def read(work: Work, token: str) -> TrackingLink:
    """What a token of ours says; NotFound for any other."""
    try:
        link = TrackingLink(*_signer(work).loads(token))
    except (BadData, TypeError, ValueError):
        raise NotFound("trail.unknown_link") from None
    return link


def follow(work: Work, token: str) -> TrackingLink:
    """Somebody followed it; where the record or the behaviour is gone, the link still goes on."""
    link, work = read(work, token), work.as_system()
    trail = trail_of(work, link.form)
    known = trail is not None and trail.find(link.kind) is not None
    if known and seen_among(work, link.form, [link.record]):
        look_number = int(work.now.timestamp() // ONE_LOOK.total_seconds())
        key = f"link {hashlib.sha256(token.encode()).hexdigest()[:24]} {look_number}"
        about = {name: value for name, value in (("title", link.title), ("url", link.to[:500])) if value}
        behaved(work, link.form, link.record, link.kind, source="link", data=about, key=key)
    return link


def _check(work: Work, link: TrackingLink) -> None:
    errors: list[FieldError] = []
    trail = trail_of(work, link.form)
    if trail is None or trail.find(link.kind) is None:
        known = ", ".join(one.id for one in trail.behaviours) if trail else "–"
        errors.append(TrailError("kind", "unknown_behaviour", {"kind": link.kind[:80], "known": known}))
    if link.to and (len(link.to) > LONGEST or not _is_web_address(link.to)):
        errors.append(TrailError("to", "not_an_address", {}))
    if len(link.title) > LONGEST_TITLE:
        errors.append(TrailError("title", "too_long", {"most": LONGEST_TITLE}))
    if errors:
        raise Invalid(errors)


def _is_web_address(written: str) -> bool:
    try:
        parts = urlsplit(written)
    except ValueError:
        return False
    plain = written.isprintable() and not any(sign in written for sign in ' \\"<>')
    return plain and parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc


def _signer(work: Work) -> URLSafeSerializer:
    secret = settings.get(work.connection, SECRET)
    if secret is None:
        secret = settings.get_or_put(work.connection, SECRET, secrets.token_urlsafe(32))
    return URLSafeSerializer(secret, salt=SALT)
