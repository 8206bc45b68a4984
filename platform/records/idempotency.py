"""Idempotency keys: a request that is sent twice takes effect once and is answered the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, update

from definitions import AlreadyDone, Refused

from .engine.prepared import Prepared
from .engine.rows import write_once
from .tables import idempotency


@dataclass(frozen=True, slots=True)
class Answer:
    """What the first request was told."""

    status: int
    body: str


class KeyReused(Refused):
    """The same key came with another request."""

    status = 422


def begin(connection: Connection, key: str, actor: int | None, *, digest: str, now: datetime) -> Answer | None:
    """Take a key before anything else in the transaction; an Answer means that all was done before.

    `digest` stands for the request: KeyReused when the key came with another one before.
    """
    if take(connection, key, actor, digest=digest, now=now):
        return None
    before = _BEFORE.row(connection, of_key=key, of_actor=actor or 0)
    if before.digest != digest:
        raise KeyReused("records.key_reused", idempotency_key=key)
    if before.status is None:
        raise AlreadyDone("records.key_in_use", idempotency_key=key)
    if before.body is None:
        raise AlreadyDone("records.key_answer_gone", idempotency_key=key)
    return Answer(before.status, before.body)


def take(connection: Connection, key: str, actor: int | None, *, digest: str, now: datetime) -> bool:
    """Take a key; False when it is taken. Who asks while another transaction takes it waits for that one's end."""
    values = {"key": key, "actor": actor or 0, "digest": digest, "at": now}
    return write_once(connection, idempotency, values, key=("key", "actor"))


def finish(connection: Connection, key: str, actor: int | None, answer: Answer) -> None:
    """Keep the answer, in the transaction that began with the key."""
    _FINISH.run(connection, of_key=key, of_actor=actor or 0, status=answer.status, body=answer.body)


def taken_since(connection: Connection, digest: str, since: datetime) -> int:
    """How many keys came for one request since a moment."""
    c = idempotency.c
    return connection.execute(select(func.count()).where(c.digest == digest, c.at >= since)).scalar_one()


def forget_answers(connection: Connection) -> int:
    """Keep the keys, but not what was answered under them: nobody may read there what is hidden by now.

    A visitor's form, which nobody answers for, tells only that it came; sent again it still does nothing.
    """
    told = (idempotency.c.body.is_not(None), idempotency.c.actor != 0)
    return connection.execute(idempotency.update().where(*told).values(body=None)).rowcount


def forget(connection: Connection, before: datetime) -> int:
    """Drop keys that were taken before a moment."""
    return connection.execute(idempotency.delete().where(idempotency.c.at < before)).rowcount


_THIS = (idempotency.c.key == bindparam("of_key"), idempotency.c.actor == bindparam("of_actor"))
_BEFORE = Prepared(select(idempotency).where(*_THIS))
_FINISH = Prepared(update(idempotency).where(*_THIS), ("status", "body"))
