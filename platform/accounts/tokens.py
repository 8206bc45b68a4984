"""Tokens for programs: shown once, kept as a digest, revocable."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, select

from definitions import NotFound
from records import Prepared, tables
from records import tokens as kept

from . import people
from .permissions import require
from .work import Work

TokenRow = kept.TokenRow
PREFIX = "lw_"
USED_EVERY = timedelta(minutes=10)


@dataclass(frozen=True)
class NewToken:
    """A token that was just made, with the secret that is never shown again."""

    id: int
    person: int
    label: str
    secret: str = field(repr=False)


def create(work: Work, person: int, label: str = "") -> NewToken:
    """Makes a token for oneself, or for anybody by who arranges people."""
    _require_own(work, person)
    owner = people.get(work.connection, person)
    secret = PREFIX + secrets.token_urlsafe(32)
    row = TokenRow(owner.id, _digest(secret), work.now, label.strip()[:120])
    return NewToken(kept.add(work.connection, row), owner.id, row.label, secret)


def find(connection: Connection, secret: str) -> TokenRow | None:
    """The token that is neither revoked nor of somebody who left; only reads."""
    if not secret.startswith(PREFIX) or len(secret) > 100:
        return None
    found = _FIND.read(connection, TokenRow, digest=_digest(secret))
    return found[0] if found else None


def note_use(connection: Connection, token: TokenRow, now: datetime) -> bool:
    """Remembers that a token was used, at most every ten minutes; says whether it wrote."""
    if token.last_used_at is not None and now - token.last_used_at < USED_EVERY:
        return False
    kept.used(connection, token.id, now)
    return True


def of_person(connection: Connection, person: int) -> tuple[TokenRow, ...]:
    """A person's tokens, newest first, revoked ones too."""
    return kept.of_person(connection, person)


def revoke(work: Work, id: int) -> None:
    """Ends a token; calls with it are refused from now on."""
    t = tables.token.c
    row = work.connection.execute(select(t.person).where(t.id == id)).first()
    if row is None:
        raise NotFound("accounts.no_token")
    _require_own(work, row.person)
    kept.revoke(work.connection, id, work.now)


_FIND = Prepared(
    select(*(tables.token.c[each.name] for each in fields(TokenRow)))
    .join(tables.person, tables.person.c.id == tables.token.c.person)
    .where(tables.token.c.digest == bindparam("digest"), tables.token.c.revoked_at.is_(None))
    .where(tables.person.c.active.is_(True))
)


def _require_own(work: Work, person: int) -> None:
    if work.actor.person_id is None or person != work.actor.person_id:
        require(work, "people")


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
