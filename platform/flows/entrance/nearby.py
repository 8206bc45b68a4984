"""Records that are alike enough to be one: looked for under the keys they share, then compared field by field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from accounts import Work
from forms import DuplicateRule, FormDefinition, Score, keys_of_values, record_values, score, table_of
from records import match_keys, portions


@dataclass(frozen=True)
class Near:
    """One that is alike enough: a record that is there, or an earlier one of the same batch."""

    rule: DuplicateRule
    score: Score
    row: Row[Any] | None = None
    earlier: int | None = None


class Nearby:
    """Looks up many records at once, and remembers those of its own batch."""

    def __init__(self, work: Work, form: FormDefinition, rules: tuple[DuplicateRule, ...]) -> None:
        self._work, self._form, self._rules = work, form, rules
        self._sharing: dict[tuple[str, str], tuple[int, ...]] = {}
        self._rows: dict[int, tuple[Row[Any], Mapping[str, Any]]] = {}
        self._batch: dict[tuple[str, str], list[tuple[int, Mapping[str, Any]]]] = defaultdict(list)

    def expect(self, rows: Iterable[Mapping[str, Any]], *, but: int | None = None) -> None:
        """Read what may be alike, in as few statements as there are portions."""
        if not self._rules:
            return
        keys = {key for values in rows for key in keys_of_values(self._rules, values)}
        found = match_keys.sharing(self._work.connection, self._form.id, keys)
        self._sharing |= {key: tuple(one for one in several if one != but) for key, several in found.items()}
        wanted = {one for several in self._sharing.values() for one in several} - self._rows.keys()
        table = table_of(self._work.catalog, self._form.id)
        for part in portions(sorted(wanted)):
            there = select(table).where(table.c.id.in_(part), table.c.trashed_at.is_(None))
            self._rows |= {row.id: (row, record_values(row)) for row in self._work.connection.execute(there)}

    def find(self, values: Mapping[str, Any]) -> Iterator[Near]:
        """The most alike one for each rule that has any."""
        for rule in self._rules:
            best = max(self._scored(rule, values), key=lambda near: near.score.points, default=None)
            if best is not None:
                yield best

    def remember(self, values: Mapping[str, Any], place: int) -> None:
        """A record of this batch."""
        for key in keys_of_values(self._rules, values):
            self._batch[key].append((place, values))

    def _scored(self, rule: DuplicateRule, values: Mapping[str, Any]) -> Iterator[Near]:
        keys = keys_of_values((rule,), values)
        there = sorted({one for key in keys for one in self._sharing.get(key, ()) if one in self._rows})
        for record in there:
            row, theirs = self._rows[record]
            found = score(rule, values, theirs)
            if found.is_enough:
                yield Near(rule, found, row)
        earlier = {place: theirs for key in keys for place, theirs in self._batch.get(key, ())}
        for place, theirs in sorted(earlier.items()):
            found = score(rule, values, theirs)
            if found.is_enough:
                yield Near(rule, found, earlier=place)
