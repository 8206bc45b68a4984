"""Whose turn it is: how often each person was chosen by a routing's rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Connection, bindparam

from .engine import driver
from .engine.prepared import Prepared
from .engine.rows import choose, insert_in, insert_of
from .tables import rotation

KEY = ["routing", "rule", "person"]


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
        driver.run(connection, "SELECT pg_advisory_xact_lock(hashtext(%s))", (f"rotation {routing} {rule}",))


def turns(connection: Connection, routing: str, rule: str) -> dict[int, Rotation]:
    """Everybody's turns, by person; lock before, when a choice depends on it."""
    return {row.person: row for row in _TURNS.read(connection, Rotation, routing=routing, rule=rule)}


def set_turns(connection: Connection, routing: str, rule: str, turns: Mapping[int, float], now: datetime) -> None:
    """Keep the places that people have in the round of a rule now, in one statement."""
    if len(turns) == 1:
        [(person, place)] = turns.items()
        values = {"routing": routing, "rule": rule, "person": person, "turns": place, "last_at": now}
        _set_turn(connection.dialect.name).run(connection, **values)
    if len(turns) < 2:
        return
    rows = [
        {"routing": routing, "rule": rule, "person": person, "turns": place, "last_at": now}
        for person, place in sorted(turns.items())
    ]
    insert = insert_of(connection)(rotation).values(rows)
    changes = {"turns": insert.excluded.turns, "last_at": insert.excluded.last_at}
    connection.execute(insert.on_conflict_do_update(index_elements=KEY, set_=changes))


_TURNS = Prepared(
    choose(rotation, Rotation).where(rotation.c.routing == bindparam("routing"), rotation.c.rule == bindparam("rule"))
)


@lru_cache(maxsize=2)
def _set_turn(dialect: str) -> Prepared:
    insert = insert_in(dialect)(rotation)
    changes = {"turns": insert.excluded.turns, "last_at": insert.excluded.last_at}
    names = [column.name for column in rotation.c]
    return Prepared(insert.on_conflict_do_update(index_elements=KEY, set_=changes), names)
