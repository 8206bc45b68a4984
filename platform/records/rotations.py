"""Whose turn it is: how often each person was chosen by a routing's rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from .rows import choose, read, write_or_change
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


def take_turn(connection: Connection, routing: str, rule: str, person: int, now: datetime, *, turns: float = 1) -> None:
    """Count a turn, or several at once."""
    values = {"routing": routing, "rule": rule, "person": person, "turns": turns, "last_at": now}
    changes = {"turns": rotation.c.turns + turns, "last_at": now}
    write_or_change(connection, rotation, values, key=("routing", "rule", "person"), changes=changes)


def take_turns(connection: Connection, routing: str, rule: str, taken: Mapping[int, float], now: datetime) -> None:
    """Count the turns of several people."""
    for person, number in sorted(taken.items()):
        take_turn(connection, routing, rule, person, now, turns=number)


def set_turns(connection: Connection, routing: str, rule: str, person: int, turns: float, now: datetime) -> None:
    """Put a person at a place in the round, such as one who joins it late."""
    values = {"routing": routing, "rule": rule, "person": person, "turns": turns, "last_at": now}
    write_or_change(connection, rotation, values, key=("routing", "rule", "person"), changes={"turns": turns})
