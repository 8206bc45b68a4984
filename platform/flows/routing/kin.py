"""Records that belong together, such as those of one company: whoever has one of them may be meant for the next."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

Values = Mapping[str, Any]
DUPLICATE = "duplicate_of"  # the column that keeps which record one looks like


@dataclass(frozen=True)
class Kinship:
    """What makes two records kin: fields with the same values, of this form or of another, a link from one to it, or
    that one looks like the other. Meant is who has the kin, or their `superior`."""

    same: tuple[tuple[str, str], ...] = ()  # this form's field, the other's
    form: str | None = None
    link: str | None = None
    superior: bool = False

    @property
    def is_likeness(self) -> bool:
        """Whether it is the record that this one is flagged as a duplicate of."""
        return self.link == DUPLICATE

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The record's fields that tell."""
        return (self.link,) if self.link else tuple(own for own, _ in self.same)

    def key(self, values: Values) -> Hashable | None:
        """What its kin have in common with a record; None where that is not filled in."""
        return _filled(values.get(name) for name in self.names)

    def own_key(self, values: Values) -> Hashable | None:
        """What others find a record of this form by; None for one that is no kin of theirs."""
        return None if self.form or self.link else _filled(values.get(other) for _, other in self.same)


class Relative(NamedTuple):
    """The record through which somebody is meant."""

    owner: int
    form: str
    record: int
    number: str
    is_open: bool = True

    def as_json(self, kinship: Kinship) -> dict[str, Any]:
        """The form in which a decision keeps it."""
        by = list(kinship.names)
        above = {"above": True} if kinship.superior else {}
        return {"owner": self.owner, "form": self.form, "record": self.record, "number": self.number, "by": by, **above}


class Kin:
    """Who has what belongs to a record; here, what one is told and what is given on the way."""

    def __init__(self, kinships: Iterable[Kinship] = (), home_links: Collection[Kinship] = ()) -> None:
        """`home_links` are those that link to records of this very form."""
        self._families: dict[Kinship, dict[Hashable, _Family]] = {kinship: {} for kinship in kinships}
        self._home_links = home_links
        self.form = ""

    def expect(self, rows: Sequence[Values]) -> None:
        """Called before records are looked at, for kin that are read as they are needed."""

    def owner_of(self, kinship: Kinship, values: Values) -> Relative | None:
        """The kin that counts: an open one before others, the newest of those."""
        key = kinship.key(values)
        family = self._families.get(kinship, {}).get(key) if key is not None else None
        return family.best(values.get("id") if self._is_home(kinship) else None) if family else None

    def _is_home(self, kinship: Kinship) -> bool:
        """Whether its kin are records of the very form that is routed."""
        return kinship in self._home_links if kinship.link else kinship.form is None

    def know(self, kinship: Kinship, key: Hashable, relative: Relative) -> None:
        """Keep one that was read."""
        self._families.setdefault(kinship, {}).setdefault(key, _Family()).add(relative)

    def remember(self, values: Values, owner: int | None) -> None:
        """The record has this owner now: the next of its kin is asked with that in mind."""
        for kinship, families in self._families.items():
            key = (values["id"],) if kinship in self._home_links else kinship.own_key(values)
            if key is None:
                continue
            family = families.setdefault(key, _Family())
            if owner is None:
                family.drop(values["id"])
            else:
                is_open = values.get("outcome", "open") == "open"
                family.add(Relative(owner, self.form, values["id"], str(values.get("number") or ""), is_open))


class _Family:
    """The kin that have an owner, and the one that counts, found again only when it is gone."""

    def __init__(self) -> None:
        self._all: dict[int, Relative] = {}
        self._best: Relative | None = None

    def add(self, relative: Relative) -> None:
        replaced = self._all.get(relative.record)
        self._all[relative.record] = relative
        if replaced is not None and replaced is self._best:
            self._best = max(self._all.values(), key=_rank)
        elif self._best is None or _rank(relative) > _rank(self._best):
            self._best = relative

    def drop(self, record: int) -> None:
        gone = self._all.pop(record, None)
        if gone is not None and gone is self._best:
            self._best = max(self._all.values(), key=_rank, default=None)

    def best(self, but: int | None) -> Relative | None:
        if self._best is None or self._best.record != but:
            return self._best
        return max((each for each in self._all.values() if each.record != but), key=_rank, default=None)


def _filled(values: Iterable[Any]) -> Hashable | None:
    found = tuple(values)
    return None if any(value in (None, "", ()) for value in found) else found


def _rank(one: Relative) -> tuple[bool, int]:
    return one.is_open, one.record
