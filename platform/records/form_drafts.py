"""What somebody has typed into a form and not sent yet: one draft for each person and place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select

from .engine.rows import choose, read, read_one, values_of, write_or_change
from .tables.form_draft import form_draft

c = form_draft.c


@dataclass(frozen=True, slots=True)
class FormDraft:
    """One draft; `record` is none where it is to be a new one."""

    person: int
    form: str
    place: str
    body: dict[str, Any]
    at: datetime
    record: int | None = None
    id: int = 0


def keep(connection: Connection, draft: FormDraft, *, most: int) -> None:
    """Keep a draft over the one before it; of more than `most` of a person's the oldest go."""
    changes = {"body": draft.body, "at": draft.at}
    write_or_change(connection, form_draft, values_of(draft), key=("person", "place"), changes=changes)
    newest = select(c.id).where(c.person == draft.person).order_by(c.at.desc(), c.id.desc()).limit(most)
    kept = list(connection.scalars(newest))
    if len(kept) == most:
        connection.execute(delete(form_draft).where(c.person == draft.person, c.id.not_in(kept)))


def of_place(connection: Connection, person: int, place: str, *, holding: bool = False) -> FormDraft | None:
    """The draft of a person at a place; `holding` lets nobody send or change it until the transaction ends."""
    mine = choose(form_draft, FormDraft).where(c.person == person, c.place == place)
    return read_one(connection, FormDraft, mine.with_for_update() if holding else mine)


def of_person(connection: Connection, person: int) -> tuple[FormDraft, ...]:
    """A person's drafts, the last written first."""
    mine = choose(form_draft, FormDraft).where(c.person == person)
    return read(connection, FormDraft, mine.order_by(c.at.desc(), c.id.desc()))


def drop(connection: Connection, person: int, *, place: str | None = None, id: int | None = None) -> bool:
    """Forget one, by its place or its id; whether there was one."""
    this = c.place == place if id is None else c.id == id
    return connection.execute(delete(form_draft).where(c.person == person, this)).rowcount > 0


def forget(connection: Connection, before: datetime) -> int:
    """Forget what nobody has gone on with since a moment."""
    return connection.execute(delete(form_draft).where(c.at < before)).rowcount
