"""Rows of a file become raw records by a map; whoever runs the import hands them to intake."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from accounts import Work
from definitions import Catalog, DefinitionError, load_files

from ..errors import FieldError
from ..fields import Context, ValueRefused, is_empty
from ..scope import form_of
from .import_map import OWNER, ImportMap
from .import_queries import records_by_values
from .source_rows import SourceFile, SourceRow, UnreadableFile

# Where a column stands, which field it fills, and what reads its cells where words mean something else there.
Place = tuple[int, str, Callable[[Any], Any] | None]


@dataclass(frozen=True, slots=True)
class MappedRow:
    """One line of the file as a raw record, or the errors that keep it from being one."""

    line: int
    raw: Mapping[str, Any]
    errors: tuple[FieldError, ...] = ()
    owner: Any = None  # whom a column names that says whose the record is, as it stands there


def load_map(text: str, catalog: Catalog, *, file: str = "map.yaml") -> ImportMap:
    """Read a map that is not part of the configuration, against the configuration as it is."""
    others = {path: there for path, there in catalog.files.items() if there != text and path != file}
    loaded = load_files({**others, file: text})
    own = tuple(problem for problem in loaded.errors if problem.location.file == file)
    if own or loaded.catalog is None:
        raise DefinitionError(own or loaded.errors)
    found = [map for map in loaded.catalog.all("import_map") if loaded.catalog.file_of("import_map", map.id) == file]
    if not found:
        raise UnreadableFile("forms.import.no_map", file=file)
    return found[0]


def map_rows(map: ImportMap, source: SourceFile) -> Iterator[MappedRow]:
    """Each row of the file as the map reads it; a missing column is refused before the first row."""
    missing = [column.column for column in map.columns if column.column not in source.header]
    if missing:
        known = [name for name in source.header if name]
        raise UnreadableFile("forms.import.missing_columns", file=source.name, columns=missing, known=known)
    places = [(source.header.index(one.column), one.field, None if one.is_plain else one.raw) for one in map.columns]
    width = len(source.header)
    for row in source.rows:
        yield _mapped(map, places, row, width)


def _mapped(map: ImportMap, places: Sequence[Place], row: SourceRow, width: int) -> MappedRow:
    if not _fits(row, width):
        return MappedRow(row.line, {}, (FieldError("", "row_width", {"n": len(row.cells), "wanted": width}),))
    cells = [cell.strip() if isinstance(cell, str) else cell for cell in row.cells]
    raw = {field: cells[place] if reads is None else reads(cells[place]) for place, field, reads in places}
    owner = raw.pop(OWNER, None)
    return MappedRow(row.line, {**raw, **map.fixed} if map.fixed else raw, owner=owner)


def unmapped(map: ImportMap, source: SourceFile) -> tuple[str, ...]:
    """The file's columns that the map leaves out, for the report."""
    used = {column.column for column in map.columns}
    return tuple(name for name in source.header if name and name not in used)


def key_of(map: ImportMap, form: Any, raw: Mapping[str, Any], context: Context) -> tuple[Any, ...] | None:
    """The values that tell which record a row is about; None where one of them is empty or no value at all."""
    key = []
    for name in map.key:
        item = raw.get(name)
        try:
            value = None if is_empty(item) else form.field(name).type.parse(item, context)
        except ValueRefused:
            value = None
        if value is None:
            return None
        key.append(value)
    return tuple(key)


def keys_of(work: Work, map: ImportMap, rows: Iterable[MappedRow]) -> dict[int, tuple[Any, ...] | None]:
    """For each line, the values that tell which record it is about."""
    form = form_of(work.catalog, map.form)
    context = Context(work.language, work.timezone, by_label=True)
    return {row.line: key_of(map, form, row.raw, context) for row in rows if not row.errors}


def records_by_key(work: Work, map: ImportMap, rows: list[MappedRow]) -> dict[int, tuple[int, ...]]:
    """For each line, the records it is about: none, one, or (too) many."""
    return records_of_keys(work, map, keys_of(work, map, rows))


def records_of_keys(
    work: Work, map: ImportMap, keys: Mapping[int, tuple[Any, ...] | None]
) -> dict[int, tuple[int, ...]]:
    """The same, where the keys are at hand."""
    found = records_by_values(work, map.form, map.key, {key for key in keys.values() if key})
    return {line: found.get(key, ()) if key else () for line, key in keys.items()}


def moment_of(value: Any, timezone: str) -> dt.datetime | None:
    """When something began, from a day or a moment in the row; a day begins at midnight there."""
    if isinstance(value, dt.datetime):
        return value
    return dt.datetime.combine(value, dt.time(), ZoneInfo(timezone)).astimezone(dt.UTC) if value else None


def _fits(row: SourceRow, width: int) -> bool:
    """As many cells as columns; empty ones at the end do not count."""
    return len(row.cells) == width or (len(row.cells) > width and all(is_empty(cell) for cell in row.cells[width:]))
