"""Whose the records of an import become: whom the rules choose, nobody yet, one person, or whom a column names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from accounts import Work, people, require
from definitions import Refused
from forms import BY_RULES, NOBODY, OWNER, Context, FieldError, ImportMap, Lookups, MappedRow, ValueRefused, is_empty

from ..assignment.named import Named
from .mapping import may_be_owner, owner_field


def require_owners(work: Work, map: ImportMap) -> None:
    """That whoever imports may name owners, and that the one of the map is here; before a line is read."""
    if map.names_owners:
        _reading(work, map)


def named_owners(
    work: Work, map: ImportMap, rows: Sequence[MappedRow]
) -> tuple[list[MappedRow], dict[int, Named | None]]:
    """The rows, with an error where nobody is called so; for each line whose it becomes, or None for the rules."""
    if not map.names_owners:
        return list(rows), {}
    reading = _reading(work, map)
    read, named = [], {}
    for row in rows:
        try:
            named[row.line] = reading(row)
            read.append(row)
        except ValueRefused as refused:
            read.append(replace(row, errors=(*row.errors, FieldError(OWNER, refused.code, refused.params))))
    return read, named


def _reading(work: Work, map: ImportMap) -> _Reading:
    require(work, "assign", map.form)
    return _Reading(work, map)


class _Reading:
    """Reads a person by name where only one is called so, else by id or sign-in name."""

    def __init__(self, work: Work, map: ImportMap) -> None:
        self._work = work
        self._type = owner_field(work, map.form).type
        self._context = Context(work.language, work.timezone, Lookups(work), by_label=True)
        known = people.listing(work.connection)
        self._here = {person.id for person in known}
        several = Counter(person.name for person in known)
        self._by_name = {person.name: person.id for person in known if several[person.name] == 1}
        self._others = {person.id: person.name for person in known if not may_be_owner(work, map.form, person)}
        self._otherwise = self._said(map.owner)

    def __call__(self, row: MappedRow) -> Named | None:
        if is_empty(row.owner):
            return self._otherwise
        return Named(self._called(row.owner))

    def _called(self, word: Any) -> int:
        found = self._by_name.get(str(word).strip())
        person = found if found is not None else self._type.parse(word, self._context)
        if person in self._others:
            raise ValueRefused("not_for_them", value=self._others[person])
        return person

    def _said(self, owner: str | int) -> Named | None:
        """What holds where no column says more."""
        if owner == BY_RULES:
            return None
        if owner == NOBODY:
            return Named(None)
        if isinstance(owner, int):
            if owner not in self._here:
                name = people.names(self._work.connection, [owner]).get(owner, "–")
                raise Refused("flows.refused.import_owner_left", name=name)
            if owner in self._others:
                raise Refused("routing.refused.not_for_them", name=self._others[owner])
            return Named(owner)
        try:
            return Named(self._called(owner))
        except ValueRefused as refused:
            if refused.code == "not_for_them":
                raise Refused("routing.refused.not_for_them", name=refused.params["value"]) from None
            raise Refused("flows.refused.import_nobody_called", name=owner) from None
