"""What somebody looked at last above lists: in their session, and kept with them from one sign-in to the next."""

from __future__ import annotations

from flask import g, session

from accounts import Person, people

from .. import desk
from . import folding, lines

LOOKED = "looked"
WHAT = (folding.KEPT, lines.KEPT)


def keep() -> None:
    """Before the session ends, what stands in it."""
    person: Person | None = g.get("person")
    looked = {what: session[what] for what in WHAT if session.get(what)}
    if person is not None and looked and looked != person.settings.get(LOOKED):
        with desk.writing() as work:
            people.change(work, person.id, settings={**person.settings, LOOKED: looked})


def bring_back(person: Person) -> None:
    """Into the session that begins, on whatever device."""
    session.update({what: kept for what, kept in person.settings.get(LOOKED, {}).items() if what in WHAT})
