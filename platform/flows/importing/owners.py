"""Whose the records of an import become: whom the rules choose, nobody yet, one person, or whom a column names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from accounts import Work, people, require
from forms import OWNER, Context, FieldError, Lookups, MappedRow, ValueRefused, is_empty
from records import ImportRun

from ..assignment.named import Named
from .mapping import LATER, RULES, Mapping, owner_field


def named_owners(
    work: Work, run: ImportRun, rows: Sequence[MappedRow]
) -> tuple[list[MappedRow], dict[int, Named | None]]:
    """The rows, with an error where nobody is called so; for each line whose it becomes, or None for the rules."""
    chosen = Mapping.of(run)
    if chosen.owner == RULES and OWNER not in chosen.columns.values():
        return list(rows), {}
    require(work, "assign", run.form)
    reading = _Reading(work, run.form, chosen.owner)
    read, named = [], {}
    for row in rows:
        try:
            named[row.line] = reading(row)
            read.append(row)
        except ValueRefused as refused:
            read.append(replace(row, errors=(*row.errors, FieldError(OWNER, refused.code, refused.params))))
    return read, named


class _Reading:
    """Reads a person by name where only one is called so, else by id or sign-in name."""

    def __init__(self, work: Work, form: str, otherwise: str) -> None:
        self._type = owner_field(work, form).type
        self._context = Context(work.language, work.timezone, Lookups(work), by_label=True)
        known = people.listing(work.connection)
        several = Counter(person.name for person in known)
        self._by_name = {person.name: person.id for person in known if several[person.name] == 1}
        self._otherwise = None if otherwise == RULES else Named(None if otherwise == LATER else int(otherwise))

    def __call__(self, row: MappedRow) -> Named | None:
        if is_empty(row.owner):
            return self._otherwise
        found = self._by_name.get(str(row.owner).strip())
        return Named(found if found is not None else self._type.parse(row.owner, self._context))
