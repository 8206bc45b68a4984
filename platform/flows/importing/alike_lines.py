"""Lines of a file that look like one another, or like records that are there, by the rules for duplicates of the form.

What a line makes is compared as it stands in the portion that is tried; of earlier portions, which were taken back, the
keys are kept until all lines were looked at, and the few lines that share the rarest with one are read again.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from accounts import Work, visible
from definitions import Refused
from forms import DuplicateRule, FormDefinition, ImportMap, clean_many, form_of, keys_of_values, score, table_of
from records import ImportRow, ImportRun, import_lines, match_keys, portions

from ..likeness import compared_values
from . import kept_lines
from .portions import rows_of
from .rows import CREATED, REFUSED

CHANNEL = "import"
FEW = 5  # earlier lines that a line is compared with, however many there are and whatever it shares with them
Key = tuple[str, str]


@dataclass(frozen=True)
class Alike:
    """What a line looks like, and in which fields: an earlier line, or a record, with its number for who may see it."""

    rule: DuplicateRule
    fields: tuple[str, ...]
    line: int | None = None
    number: str = ""

    def told(self, form: FormDefinition) -> Refused:
        """In words."""
        fields = [form.field(name).label for name in self.fields]
        key = "line" if self.line is not None else "record" if self.number else "unseen"
        return Refused(f"imports.alike.{key}", fields=fields, line=self.line or 0, number=self.number)


@dataclass(frozen=True)
class Looked:
    """What was found of a portion's lines, and under which keys the lines that make records are found from now on."""

    found: Mapping[int, tuple[Alike, ...]]
    keys: Mapping[int, Collection[Key]]


def look_for_alike(work: Work, map: ImportMap, run: ImportRun, tried: Collection[ImportRow]) -> Looked:
    """Compare the lines of a portion, while what they made is there, with each other and with those before them."""
    form = form_of(work.catalog, map.form)
    rules = tuple(rule for rule in form.duplicates if CHANNEL in rule.channels and rule.does(CHANNEL) != "link")
    made = {row.line: row.record for row in tried if row.state == CREATED and row.record is not None}
    kept_out = [row.line for row in tried if row.state == REFUSED and _is_duplicate(row)]
    if not rules or not (made or kept_out):
        return Looked({}, {})
    return _Looking(work, form, rules, _Lines(work, map, run)).all(made, kept_out)


def keep_keys(work: Work, run: ImportRun, keys: Mapping[int, Collection[Key]]) -> None:
    """Of the lines that make records, for the portions to come."""
    match_keys.add(work.connection, _place(run), keys)


def forget_keys(work: Work, run: ImportRun) -> None:
    """All lines were looked at, or are looked at anew."""
    match_keys.forget(work.connection, _place(run))


class _Lines:
    """Lines of earlier portions, as values."""

    def __init__(self, work: Work, map: ImportMap, run: ImportRun) -> None:
        self.work, self.map, self.run = work, map, run

    def sharing(self, keys: Collection[Key]) -> dict[Key, tuple[int, ...]]:
        return match_keys.sharing(self.work.connection, _place(self.run), keys)

    def values(self, lines: Collection[int]) -> dict[int, Mapping[str, Any]]:
        found: dict[int, Mapping[str, Any]] = {}
        form = form_of(self.work.catalog, self.map.form)
        for part in portions(sorted(lines)):
            kept = kept_lines.opened(import_lines.of_lines(self.work.connection, self.run.id, part))
            rows = [row for row in rows_of(self.map, self.run, kept) if not row.errors]
            cleaned = clean_many(form, [dict(row.raw) for row in rows], self.work, channel=CHANNEL)
            found |= {row.line: one.values for row, one in zip(rows, cleaned, strict=True)}
        return found


class _Looking:
    """One portion being compared."""

    def __init__(self, work: Work, form: FormDefinition, rules: tuple[DuplicateRule, ...], lines: _Lines) -> None:
        self.work, self.form, self.rules, self.lines = work, form, rules, lines

    def all(self, made: Mapping[int, int], kept_out: Collection[int]) -> Looked:
        stored = compared_values(self.work, self.form, set(made.values()))
        values = {line: stored[record] for line, record in made.items() if record in stored}
        values |= self.lines.values(kept_out)
        keys = {line: keys_of_values(self.rules, said) for line, said in values.items()}
        beside, new = self._beside(keys, made)
        values |= self.lines.values({line for several in beside.values() for line in several} - values.keys())
        found: dict[int, list[Alike]] = defaultdict(list, self._records(made, values))
        for line, others in beside.items():
            found[line] += self._first(line, others, values)
        return Looked({line: tuple(several) for line, several in found.items() if several}, new)

    def _beside(
        self, keys: Mapping[int, set[Key]], made: Collection[int]
    ) -> tuple[dict[int, list[int]], dict[int, set[Key]]]:
        """The earlier lines that each is compared with, and the keys under which it is found by later ones itself."""
        sharing = defaultdict(list, {key: list(several) for key, several in self._earlier(keys).items()})
        beside: dict[int, list[int]] = {}
        new: dict[int, set[Key]] = {}
        for line in sorted(keys):
            beside[line] = self._likely(keys[line], sharing)
            if line in made:
                new[line] = {key for key in keys[line] if len(sharing[key]) < self._most(key)}
                for key in new[line]:
                    sharing[key].append(line)
        return beside, new

    def _earlier(self, keys: Mapping[int, set[Key]]) -> dict[Key, tuple[int, ...]]:
        return self.lines.sharing({key for several in keys.values() for key in several})

    def _likely(self, keys: set[Key], sharing: Mapping[Key, list[int]]) -> list[int]:
        """Those that share the rarest keys, the first of them first; a key that very many share tells nothing."""
        weights: Counter[int] = Counter()
        for key in sorted(keys):
            if 0 < len(sharing[key]) < match_keys.MOST_ALIKE:
                weights.update(dict.fromkeys(sharing[key], 1 / len(sharing[key])))
        return sorted(heapq.nsmallest(FEW, weights, key=lambda line: (-weights[line], line)))

    def _most(self, key: Key) -> int:
        """Lines that a key is kept of: of values that have to be equal the first says all."""
        is_exact = any(rule.match and rule.id == key[0] for rule in self.rules)
        return 1 if is_exact else match_keys.MOST_ALIKE

    def _first(self, line: int, others: Collection[int], values: Mapping[int, Mapping[str, Any]]) -> Iterator[Alike]:
        """The first of these that is alike enough by one of the rules."""
        for other in others:
            alike = self._alike(values[line], values[other]) if other in values else None
            if alike is not None:
                yield replace(alike, line=other)
                return

    def _alike(self, one: Mapping[str, Any], other: Mapping[str, Any]) -> Alike | None:
        """By the first rule that says so."""
        for rule in self.rules:
            found = score(rule, one, other)
            if found.is_enough:
                return Alike(rule, tuple(part.field for part in found.parts if part.points > 0))
        return None

    def _records(
        self, made: Mapping[int, int], values: Mapping[int, Mapping[str, Any]]
    ) -> Iterator[tuple[int, list[Alike]]]:
        """The records that are there and that a line was found to look like as it came in."""
        of = {line: record for line, record in self._doubted(made) if record not in made.values()}
        theirs, numbers = compared_values(self.work, self.form, set(of.values())), self._numbers(set(of.values()))
        for line, record in of.items():
            alike = self._alike(values[line], theirs.get(record, {}))
            if alike is not None:
                yield line, [replace(alike, number=numbers.get(record, ""))]

    def _doubted(self, made: Mapping[int, int]) -> Iterator[tuple[int, int]]:
        table = table_of(self.work.catalog, self.form.id)
        line_of = {record: line for line, record in made.items()}
        for part in portions(sorted(line_of)):
            query = select(table.c.id, table.c.duplicate_of).where(
                table.c.id.in_(part), table.c.duplicate_of.is_not(None)
            )
            yield from ((line_of[id], other) for id, other in self.work.connection.execute(query))

    def _numbers(self, records: Collection[int]) -> dict[int, str]:
        """Of those that the reader may see."""
        table = table_of(self.work.catalog, self.form.id)
        found: dict[int, str] = {}
        for part in portions(sorted(records)):
            seen = (table.c.id.in_(part), visible(self.work.actor, self.form.id, table))
            found |= dict(self.work.connection.execute(select(table.c.id, table.c.number).where(*seen)).all())
        return found


def _is_duplicate(row: ImportRow) -> bool:
    """Whether a rule for duplicates kept the line out, which names a record that may be another line's."""
    return any(error["code"].startswith("duplicate") for error in (row.problem or {}).get("errors", ()))


def _place(run: ImportRun) -> str:
    """Where keys of its lines are kept, which no form can be called."""
    return f"import:{run.id}"
