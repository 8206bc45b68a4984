"""Tokens for programs: shown once, kept as a digest, revocable."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from definitions import NotFound
from records import tables

from . import people
from .permissions import require
from .work import Work

PREFIX = "lw_"
USED_EVERY = timedelta(minutes=10)

_t = tables.token.c
_SHOWN = (_t.id, _t.person, _t.label, _t.created_at, _t.last_used_at, _t.revoked_at)


@dataclass(frozen=True)
class Token:
    """A program's key to act as a person; its secret is nowhere in here."""

    id: int
    person: int
    label: str
    created_at: datetime
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None


@dataclass(frozen=True)
class NewToken:
    """A token that was just made, with the secret that is never shown again."""

    token: Token
    secret: str


def create(work: Work, person: int, label: str = "") -> NewToken:
    """Makes a token for oneself, or for anybody by who arranges people."""
    _require_own(work, person)
    people.get(work.connection, person)
    secret = PREFIX + secrets.token_urlsafe(32)
    row = {"person": person, "digest": _digest(secret), "label": label.strip()[:120], "created_at": work.now}
    made = work.connection.execute(insert(tables.token).values(row).returning(*_SHOWN)).one()
    return NewToken(Token(*made), secret)


def find(connection: Connection, secret: str) -> Token | None:
    """The token that is neither revoked nor of somebody who left; only reads."""
    if not secret.startswith(PREFIX) or len(secret) > 100:
        return None
    live = select(*_SHOWN).join(tables.person, tables.person.c.id == _t.person)
    live = live.where(_t.digest == _digest(secret), _t.revoked_at.is_(None), tables.person.c.active.is_(True))
    row = connection.execute(live).first()
    return Token(*row) if row else None


def note_use(connection: Connection, token: Token, now: datetime) -> bool:
    """Remembers that a token was used, at most every ten minutes; says whether it wrote."""
    if token.last_used_at is not None and now - token.last_used_at < USED_EVERY:
        return False
    connection.execute(update(tables.token).where(_t.id == token.id).values(last_used_at=now))
    return True


def listing(connection: Connection, person: int | None = None) -> tuple[Token, ...]:
    """Tokens, newest first: of one person or of all."""
    query = select(*_SHOWN).order_by(_t.id.desc())
    if person is not None:
        query = query.where(_t.person == person)
    return tuple(Token(*row) for row in connection.execute(query))


def revoke(work: Work, id: int) -> None:
    """Ends a token; calls with it are refused from now on."""
    row = work.connection.execute(select(_t.person).where(_t.id == id)).first()
    if row is None:
        raise NotFound("accounts.no_token")
    _require_own(work, row.person)
    live = update(tables.token).where(_t.id == id, _t.revoked_at.is_(None))
    work.connection.execute(live.values(revoked_at=work.now))


def _require_own(work: Work, person: int) -> None:
    if work.actor.person_id is None or person != work.actor.person_id:
        require(work, "people")


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
