"""Finding records that are already there: equal after cleaning in what a form's rule matches, or alike enough."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import Table, and_, bindparam, select

from accounts import Work, people, visible
from definitions import Refused
from forms import DuplicateRule, FormDefinition, Score, table_of
from records import Prepared, Sealed, field_keys, holds, places, slots, spread

from .nearby import Near, Nearby

FIELD = "f_"
NOTHING = (None, "", ())


@dataclass(frozen=True)
class Match:
    """A record that is already there, the rule that found it, and who works on it."""

    rule: DuplicateRule
    record: int | None
    number: str
    owner: int | None = None
    stage: str | None = None
    earlier: int | None = None  # the place in the same batch, while the record has no id yet
    do: str = "flag"
    score: Score | None = None

    def as_json(self) -> dict[str, Any]:
        why = {"why": self.score.as_json()} if self.score else {}
        said = {"rule": self.rule.id, "record": self.record, "number": self.number, "fields": list(self.rule.fields)}
        return {**said, **why}


class Duplicate(Refused):
    """A record like this one is in work already; `matches` says which."""

    def __init__(self, key: str, *, matches: tuple[Match, ...], fields: tuple[str, ...], **params: Any) -> None:
        super().__init__(key, **params)
        self.matches = matches
        self.fields = fields


class Matcher:
    """Looks up many records at once, and remembers those of its own batch."""

    def __init__(
        self, work: Work, form: FormDefinition, channel: str, *, rules: Sequence[DuplicateRule] | None = None
    ) -> None:
        """Asks the rules of the channel, or those that are named."""
        self._work = work
        self._form = form.id
        self._table = table_of(work.catalog, form.id)
        asked = [rule for rule in form.duplicates if channel in rule.channels] if rules is None else rules
        rules = tuple(asked)
        self._rules = tuple(rule for rule in rules if rule.match)
        self._does = {rule.id: rule.does(channel) for rule in rules}
        self._order = [rule.id for rule in rules]
        self._near = Nearby(work, form, tuple(rule for rule in rules if rule.alike))
        self._known: dict[tuple[str, tuple], Match] = {}

    def expect(self, several: Iterable[Mapping[str, Any]], *, but: int | None = None) -> None:
        """Read from the database what these values could match, with one query for each rule and portion."""
        rows = list(several)
        self._near.expect(rows, but=but)
        for rule in self._rules:
            keys = {key for values in rows if (key := _key(rule, values)) and (rule.id, key) not in self._known}
            if self._does[rule.id] == "refuse":
                holds.hold(self._work.connection, f"{self._form}.{rule.id}", [repr(key) for key in keys])
            for portion in _portions(sorted(keys, key=repr)):
                self._read(rule, portion, but)

    def find(self, values: Mapping[str, Any]) -> tuple[Match, ...]:
        """What these values match, one for each rule, in the order of the rules."""
        equal = (self._known.get((rule.id, key)) for rule in self._rules if (key := _key(rule, values)))
        found = [match for match in equal if match is not None]
        found += [self._matched(near) for near in self._near.find(values)]
        found.sort(key=lambda match: self._order.index(match.rule.id))
        return tuple(replace(match, do=self._does[match.rule.id]) for match in found)

    def _matched(self, near: Near) -> Match:
        row = near.row
        if row is None:
            return Match(near.rule, None, "", earlier=near.earlier, score=near.score)
        return Match(near.rule, row.id, row.number, row.owner, row.stage, score=near.score)

    def remember(self, values: Mapping[str, Any], number: str, place: int) -> None:
        """A record of this batch: the ones that come after it may match it."""
        self._near.remember(values, place)
        for rule in self._rules:
            key = _key(rule, values)
            if key and (rule.id, key) not in self._known:
                self._known[rule.id, key] = Match(rule, None, number, earlier=place)

    def _read(self, rule: DuplicateRule, keys: Sequence[tuple], but: int | None) -> None:
        stored = [_as_stored(key[n] for key in keys) for n in range(len(rule.match))]
        room = places(max(map(len, stored)))
        values = {"but": but or 0}
        for n, several in enumerate(stored):
            values |= spread(f"key{n}_", several, room)
        for id, number, owner, stage, *key in _alike(self._table, rule.match, room).all(
            self._work.connection, **values
        ):
            self._known.setdefault((rule.id, tuple(map(_newest, key))), Match(rule, id, number, owner, stage))


@lru_cache(maxsize=256)
def _alike(table: Table, names: tuple[str, ...], keys: int) -> Prepared:
    """The records whose values are among those of so many keys, the first to come first."""
    columns = [table.c[FIELD + name] for name in names]
    same = and_(*(column.in_(slots(column, f"key{n}_", keys)) for n, column in enumerate(columns)))
    query = select(table.c.id, table.c.number, table.c.owner, table.c.stage, *columns)
    there = (table.c.trashed_at.is_(None), table.c.id != bindparam("but"))
    return Prepared(query.where(same, *there).order_by(table.c.id))


def is_refused(matches: Iterable[Match]) -> bool:
    """Whether one of the rules that matched refuses a second record."""
    return any(match.do == "refuse" for match in matches)


def refusal(work: Work, form: FormDefinition, matches: Sequence[Match]) -> Duplicate | None:
    """The refusal, if one of the matching rules refuses; it names who works on it to those who may know."""
    refusing = tuple(match for match in matches if match.do == "refuse")
    if not refusing:
        return None
    first = refusing[0]
    labels = [form.field(name).label for name in first.rule.fields]
    known = _may_know(work, form, first)
    owner = people.names(work.connection, [first.owner]).get(first.owner) if known else None
    key = "duplicate_of" if owner else "duplicate_known" if known else "duplicate"
    params = {"labels": labels, "number": first.number if known else "", "owner": owner or ""}
    return Duplicate(f"flows.refused.{key}", matches=refusing if known else (), fields=first.rule.fields, **params)


def _may_know(work: Work, form: FormDefinition, match: Match) -> bool:
    if match.record is None:
        return True
    table = table_of(work.catalog, form.id)
    seen = select(table.c.id).where(table.c.id == match.record, visible(work.actor, form.id, table))
    return work.connection.execute(seen).first() is not None


def _key(rule: DuplicateRule, values: Mapping[str, Any]) -> tuple | None:
    """The values a rule compares; a record with a gap in them is no duplicate of anything."""
    key = tuple([_newest(values.get(name)) for name in rule.match])
    for value in key:
        if value in NOTHING:
            return None
    return key


def _newest(value: Any) -> Any:
    """The value as it is compared; an encrypted one, under the key that encrypts now."""
    return field_keys.newest(value) if isinstance(value, Sealed) else value


def _as_stored(values: Iterable[Any]) -> list[Any]:
    """Encrypted values may still lie under older keys."""
    each = (field_keys.in_every_key(value) if isinstance(value, Sealed) else (value,) for value in values)
    return [one for several in each for one in several]


def _portions(keys: Sequence[tuple], size: int = 400) -> Iterator[Sequence[tuple]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))
