"""Whose turn it is: how often each person was chosen by a routing's rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from .engine.rows import choose, insert_of, read
from .tables import rotation


@dataclass(frozen=True, slots=True)
class Rotation:
    """One person's turns under one rule."""

    routing: str
    rule: str
    person: int
    turns: float
    last_at: datetime | None


def lock(connection: Connection, routing: str, rule: str) -> None:
    """Let one assignment at a time read the turns and take one, until the transaction ends."""
    if connection.dialect.name == "postgresql":
        key = f"rotation {routing} {rule}"
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext(:key))"), {"key": key})


def turns(connection: Connection, routing: str, rule: str) -> dict[int, Rotation]:
    """Everybody's turns, by person; lock before, when a choice depends on it."""
    query = choose(rotation, Rotation).where(rotation.c.routing == routing, rotation.c.rule == rule)
    return {row.person: row for row in read(connection, Rotation, query)}


def set_turns(connection: Connection, routing: str, rule: str, turns: Mapping[int, float], now: datetime) -> None:
    """Keep the places that people have in the round of a rule now, in one statement."""
    if not turns:
        return
    rows = [
        {"routing": routing, "rule": rule, "person": person, "turns": place, "last_at": now}
        for person, place in sorted(turns.items())
    ]
    insert = insert_of(connection)(rotation).values(rows)
    changes = {"turns": insert.excluded.turns, "last_at": insert.excluded.last_at}
    connection.execute(insert.on_conflict_do_update(index_elements=["routing", "rule", "person"], set_=changes))
