"""One portion of a file: what each line is about is looked up at once, then groups of one moment go in together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from accounts import Work
from definitions import Refused
from forms import ImportMap, Invalid, MappedRow, keys_of, masked, records_of_keys
from records import ImportRow

from ..assignment.named import Named
from .rows import BY_RULES, RowImporter

Dated = tuple[datetime | None, MappedRow]
Key = tuple[Any, ...]
Owners = Mapping[int, Named | None]


@dataclass
class _Sorted:
    """Rows on their way: what is refused, changed, or about a record that an earlier row of the portion creates."""

    kept: list[ImportRow] = field(default_factory=list)
    changed: list[tuple[MappedRow, int]] = field(default_factory=list)
    late: list[Dated] = field(default_factory=list)


def import_portion(
    work: Work, map: ImportMap, run: int, dated: Sequence[Dated], keys: set[Key], *, owners: Owners = BY_RULES
) -> list[ImportRow]:
    """Let the rows in; `keys` are those of rows that went before, and grow; `owners` says by line whose they become."""
    return _let_in(RowImporter(work, map, run, owners=owners), dated, keys)


def try_portion(work: Work, map: ImportMap, run: int, rows: Sequence[MappedRow], keys: set[Key]) -> list[ImportRow]:
    """What would become of the rows, in a transaction that is taken back.

    Where a row changes or moves what another one makes, that one is made indeed.
    """
    whole = map.stage is not None or map.mode == "upsert" and _are_doubled(work, map, rows)
    return _let_in(RowImporter(work, map, run, trial=not whole), [(None, row) for row in rows], keys)


def _are_doubled(work: Work, map: ImportMap, rows: Sequence[MappedRow]) -> bool:
    known = [key for key in keys_of(work, map, rows).values() if key]
    return len(set(known)) < len(known)


def _let_in(importer: RowImporter, dated: Sequence[Dated], keys: set[Key]) -> list[ImportRow]:
    kept: list[ImportRow] = []
    while dated:
        found = _once(importer, dated, keys)
        kept += found.kept + importer.change_many(found.changed)
        dated = found.late
    return kept


def _once(importer: RowImporter, dated: Sequence[Dated], keys: set[Key]) -> _Sorted:
    work, map, sorted_out = importer.work, importer.map, _Sorted()
    own = keys_of(work, map, [row for _, row in dated]) if map.key else {}
    about = records_of_keys(work, map, own) if map.key else {}
    coming: set[Key] = set()
    waiting: list[MappedRow] = []
    moment: datetime | None = None
    for began, row in dated:
        key, found = own.get(row.line), about.get(row.line, ())
        refusal = _refusal(importer, row, found, key, keys)
        if refusal is not None:
            sorted_out.kept.append(importer.refused(row.line, refusal))
        elif found:
            sorted_out.changed.append((row, found[0]))
        elif key in coming:
            sorted_out.late.append((began, row))
        else:
            if waiting and began != moment:
                sorted_out.kept += importer.create(moment, waiting)
                waiting = []
            moment = began
            waiting.append(row)
            coming |= {key} if key else set()
    sorted_out.kept += importer.create(moment, waiting) if waiting else []
    return sorted_out


def _refusal(
    importer: RowImporter, row: MappedRow, found: tuple[int, ...], key: Key | None, keys: set[Key]
) -> Refused | None:
    """What is wrong with a row before anybody looks at its values."""
    map = importer.map
    if row.errors:
        return Invalid(row.errors)
    if not map.key:
        return None
    code = _code(map, found, key, keys)
    if code is not None:
        labels = [importer.form.field(name).label for name in map.key]
        return Refused(f"flows.refused.{code}", label=labels, value=[_said(importer, row, name) for name in map.key])
    if key is not None:
        keys.add(key)
    return None


def _said(importer: RowImporter, row: MappedRow, name: str) -> str:
    """A key as the reason tells it, which is kept."""
    value, field = str(row.raw.get(name) or ""), importer.form.field(name)
    return (masked(field.type.inner, value) if field.sensitive else value) or "–"


def _code(map: ImportMap, found: tuple[int, ...], key: Key | None, keys: set[Key]) -> str | None:
    if len(found) > 1:
        return "two_match"
    if map.mode == "update" and not found:
        return "no_match"
    return "is_there" if map.mode == "create" and (found or key in keys) else None
