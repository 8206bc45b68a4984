"""Lists that people keep under a name: whose they are, what they ask, which opens first, which team sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, or_, update

from .engine.rows import choose, read, read_one, write
from .tables.lists import saved_view

c = saved_view.c


@dataclass(frozen=True, slots=True)
class SavedViewRow:
    """One list with a name; its question is kept as the address has it."""

    person: int
    form: str
    name: str
    args: str
    at: datetime
    opens: bool = False
    team: int | None = None
    id: int = 0


def keep(connection: Connection, row: SavedViewRow) -> int:
    """Keep a new one and return its id."""
    return write(connection, saved_view, row)


def get(connection: Connection, id: int) -> SavedViewRow | None:
    """One of them."""
    return read_one(connection, SavedViewRow, choose(saved_view, SavedViewRow).where(c.id == id))


def seen(connection: Connection, form: str, person: int, teams: Iterable[int]) -> tuple[SavedViewRow, ...]:
    """A person's own of this form, and those that were shared with these teams; in the order they were made."""
    theirs = or_(c.person == person, c.team.in_(tuple(teams)))
    return read(connection, SavedViewRow, choose(saved_view, SavedViewRow).where(c.form == form, theirs).order_by(c.id))


def of_person(connection: Connection, person: int, limit: int) -> tuple[SavedViewRow, ...]:
    """A person's own of all forms, in the order they were made."""
    mine = choose(saved_view, SavedViewRow).where(c.person == person).order_by(c.id).limit(limit)
    return read(connection, SavedViewRow, mine)


def change(connection: Connection, id: int, **values: Any) -> None:
    """Change what is kept of one."""
    connection.execute(update(saved_view).where(c.id == id).values(**values))


def opens_no_more(connection: Connection, form: str, person: int, but: int) -> None:
    """Only one of a person's lists of a form opens first."""
    others = update(saved_view).where(c.form == form, c.person == person, c.id != but)
    connection.execute(others.values(opens=False))


def drop(connection: Connection, id: int) -> None:
    """Forget one."""
    connection.execute(delete(saved_view).where(c.id == id))
