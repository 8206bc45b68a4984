"""The token inside a visitor's form: which form, since when, from which link; signed, so that it is ours."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from definitions import Refused

LONGEST = timedelta(days=2)
# Nobody reads and fills in a form faster than this; programs do.
SHORTEST = timedelta(seconds=2)


class Expired(Refused):
    """The form lay open too long, or its token is not ours; what was typed is kept."""

    status = 400


class TooFast(Refused):
    """Sent faster than anybody can type."""

    status = 429


@dataclass(frozen=True)
class FormToken:
    """What the server knows of a form that a visitor has in front of them."""

    slug: str
    since: datetime
    key: str
    link: Mapping[str, str]
    bits: int = 0


def issue(slug: str, link: Mapping[str, str], now: datetime, *, bits: int = 0) -> str:
    """A token for a form that is drawn now; its key makes sure that one form becomes one record."""
    return _signer().dumps([slug, int(now.timestamp()), secrets.token_urlsafe(9), dict(link), bits])


def harder(token: FormToken, bits: int) -> str:
    """The same token with more work asked for."""
    return _signer().dumps([token.slug, int(token.since.timestamp()), token.key, dict(token.link), bits])


def look_into(written: str) -> FormToken | None:
    """What a token says, whenever it was made; None where it is not ours."""
    try:
        slug, since, key, link, bits = _signer().loads(written)
        return FormToken(slug, datetime.fromtimestamp(since, UTC), key, link, bits)
    except (BadData, ValueError, TypeError):
        return None


def read(written: str, slug: str, now: datetime, *, hurry: bool = False) -> FormToken:
    """The token of a form that came back; Expired or TooFast where it cannot be taken. `hurry` allows any speed."""
    token = look_into(written)
    if token is None:
        raise Expired("public.expired")
    if token.slug != slug or now - token.since > LONGEST:
        raise Expired("public.expired")
    if now - token.since < SHORTEST and not hurry:
        raise TooFast("public.too_fast")
    return token


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key, salt="public form")
