"""Tokens with which programs sign in; only a digest of each is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, update

from .engine.rows import choose, read, read_one, write
from .tables import token


@dataclass(frozen=True, slots=True)
class TokenRow:
    """One token of a person."""

    person: int
    digest: str
    created_at: datetime
    label: str = ""
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None
    id: int = 0


def add(connection: Connection, new: TokenRow) -> int:
    """Keep a token and return its id."""
    return write(connection, token, new)


def find(connection: Connection, digest: str) -> TokenRow | None:
    """The token with this digest, if it was not revoked."""
    valid = choose(token, TokenRow).where(token.c.digest == digest, token.c.revoked_at.is_(None))
    return read_one(connection, TokenRow, valid)


def of_person(connection: Connection, person: int) -> tuple[TokenRow, ...]:
    """A person's tokens, revoked ones too, the newest first."""
    return read(
        connection, TokenRow, choose(token, TokenRow).where(token.c.person == person).order_by(token.c.id.desc())
    )


def used(connection: Connection, token_id: int, now: datetime) -> None:
    """Keep when a token was last used."""
    connection.execute(update(token).where(token.c.id == token_id).values(last_used_at=now))


def revoke(connection: Connection, token_id: int, now: datetime) -> bool:
    """End a token; False when it had ended before."""
    ended = update(token).where(token.c.id == token_id, token.c.revoked_at.is_(None))
    return connection.execute(ended.values(revoked_at=now)).rowcount == 1
