"""What an address names: a form the caller may see, and a record of it."""

from __future__ import annotations

from typing import Any

from accounts import Work, allowed
from definitions import NotFound
from forms import FieldError, FormDefinition, Lookups

from .inputs import FORBIDDEN, LARGEST_ID, refuse


def form_at(work: Work, form: str, verb: str = "see") -> FormDefinition:
    """The form; one that the caller may not see is not there."""
    found = work.catalog.find("form", form)
    if found is None or not allowed(work.actor, verb, form):
        raise NotFound()
    return found


def record_at(work: Work, form: str, written: str) -> int:
    """The id of a record from its id or its number."""
    form_at(work, form)
    if written.isascii() and written.isdigit():
        return id_at(written)
    found = None if FORBIDDEN.search(written) else Lookups(work).find_record(form, written[:80])
    if found is None:
        raise NotFound()
    return found


def id_at(written: str) -> int:
    """An id as an address has it; whether the caller may see what it names is the verb's to say."""
    if not (written.isascii() and written.isdigit() and len(written) < 11 and int(written) < LARGEST_ID):
        raise NotFound()
    return int(written)


def person_of(work: Work, written: Any, name: str = "to") -> int:
    """The person that a body names, by id or sign-in name."""
    person = None if isinstance(written, bool) else Lookups(work).find_person(str(written), None)
    if person is None:
        refuse(FieldError(name, "no_such_person", {"value": str(written)[:64]}))
    return person
