"""A record that is written on the page of another one: which link points there, and back to which page it goes."""

from __future__ import annotations

from dataclasses import dataclass

from accounts import Work
from definitions import NotFound
from flows import look
from forms import FormDefinition

LONGEST_ID = 10


@dataclass(frozen=True, slots=True)
class Beside:
    """The record on whose page it is, and the field that names it: `firm:7` in an address."""

    field: str
    form: str
    record: int

    def __str__(self) -> str:
        return f"{self.field}:{self.record}"

    @property
    def href(self) -> str:
        """The page of the record."""
        return f"/records/{self.form}/{self.record}"


def beside_of(work: Work, form: FormDefinition, written: str) -> Beside | None:
    """What an address or a form says; nothing where the field is no such link, or the record is not for the writer."""
    name, _, record = written.partition(":")
    field = form.find(name)
    there = field.points_at if field is not None else None
    if there is None or not (record.isascii() and record.isdigit() and len(record) < LONGEST_ID):
        return None
    try:
        look(work, there, int(record))
    except NotFound:
        return None
    return Beside(name, there, int(record))
