"""Which fields' values are on their way to other choices after a publish, and how far they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, update

from .engine.rows import choose, read, write
from .tables.choice import choice_moving

TAKE, BACK = "take", "back"
c = choice_moving.c


@dataclass(frozen=True, slots=True)
class ChoicesMoving:
    """One field, which way its values go, how many there were and how many have gone."""

    form: str
    field: str
    way: str
    many: int
    begun_at: datetime
    moved: int = 0
    id: int = 0


def begin(connection: Connection, asked: ChoicesMoving) -> int:
    """From here on it is under way, for every process."""
    return write(connection, choice_moving, asked)


def count(connection: Connection, id: int, changed: int) -> None:
    """So many more have gone."""
    connection.execute(update(choice_moving).where(c.id == id).values(moved=c.moved + changed))


def end(connection: Connection, id: int, now: datetime) -> None:
    """All have, or nobody wants it any more."""
    connection.execute(update(choice_moving).where(c.id == id).values(ended_at=now))


def underway(connection: Connection) -> tuple[ChoicesMoving, ...]:
    """All that have not ended, the oldest first."""
    mine = choose(choice_moving, ChoicesMoving).where(c.ended_at.is_(None))
    return read(connection, ChoicesMoving, mine.order_by(c.id))


# Tells one moment's `underway` from another's: nothing is ever taken out of the table.
STANDING = (
    select(func.max(c.id)).scalar_subquery(),
    select(func.count()).where(c.ended_at.is_(None)).scalar_subquery(),
)
