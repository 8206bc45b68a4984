"""Calls with what was said in them, and how each point of their script came out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from .engine.rows import choose, portions, read, read_one, write, write_many
from .tables.calls import call, call_point


@dataclass(frozen=True, slots=True)
class CallRow:
    """One call; `turns` are [speaker, text, seconds from the start]."""

    form: str
    record: int
    script: str
    at: datetime
    taken_at: datetime
    score: float
    passed: bool
    turns: list[list[Any]]
    person: int | None = None
    actor: int | None = None
    task: int | None = None
    seconds: int | None = None
    recording: str | None = None
    key: str | None = None
    agent_share: float | None = None
    questions: int = 0
    revision: int = 0
    id: int = 0


@dataclass(frozen=True, slots=True)
class CallPoint:
    """One point of a call's script: met or not, why, and in which words."""

    call: int
    form: str
    record: int
    script: str
    point: str
    at: datetime
    met: bool
    forbidden: bool
    must: bool
    weight: float
    reason: dict[str, Any]
    person: int | None = None
    quote: str | None = None
    turn: int | None = None
    likeness: float | None = None
    id: int = 0


def add(connection: Connection, new: CallRow) -> int:
    """Keep a call."""
    return write(connection, call, new)


def add_points(connection: Connection, points: Iterable[CallPoint]) -> None:
    """Keep how its points came out."""
    write_many(connection, call_point, points)


def replace_points(connection: Connection, id: int, points: Iterable[CallPoint]) -> None:
    """Keep how they come out now."""
    connection.execute(call_point.delete().where(call_point.c.call == id))
    add_points(connection, points)


def get(connection: Connection, id: int) -> CallRow | None:
    """One call."""
    return read_one(connection, CallRow, choose(call, CallRow).where(call.c.id == id))


def by_key(connection: Connection, form: str, record: int, key: str) -> int | None:
    """The call of a record that came under a key before."""
    same = (call.c.form == form, call.c.record == record, call.c.key == key)
    return connection.execute(select(call.c.id).where(*same)).scalar()


def of_record(
    connection: Connection, form: str, record: int, *, limit: int = 20, only: int | None = None
) -> tuple[CallRow, ...]:
    """A record's calls, the newest first; or only one of them."""
    query = choose(call, CallRow).where(call.c.form == form, call.c.record == record)
    if only is not None:
        query = query.where(call.c.id == only)
    return read(connection, CallRow, query.order_by(call.c.at.desc(), call.c.id.desc()).limit(limit))


def points_of(connection: Connection, ids: Iterable[int]) -> dict[int, tuple[CallPoint, ...]]:
    """The points of some calls, in the order of their script."""
    found: dict[int, list[CallPoint]] = {}
    for part in portions(ids):
        query = choose(call_point, CallPoint).where(call_point.c.call.in_(part)).order_by(call_point.c.id)
        for one in read(connection, CallPoint, query):
            found.setdefault(one.call, []).append(one)
    return {id: tuple(points) for id, points in found.items()}


def change(connection: Connection, id: int, **columns: Any) -> None:
    """Write down another score."""
    connection.execute(update(call).where(call.c.id == id).values(**columns))
