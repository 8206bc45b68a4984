"""The first lines that would come in, as they would be saved: what the reader of a preview compares with the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from accounts import Work
from records import ImportRun, import_lines

from ..entrance.many import Foreseen, foresee_many
from . import kept_lines
from .mapping import Mapping as Chosen
from .mapping import map_of
from .owners import named_owners
from .portions import in_their_name, rows_of
from .rows import CREATED

MOST = 5


@dataclass(frozen=True)
class FirstRow:
    """One line: what stands in the file for each field, and what becomes of it."""

    line: int
    is_new: bool
    cells: Mapping[str, Any]
    foreseen: Foreseen


def first_rows(work: Work, run: ImportRun) -> tuple[FirstRow, ...]:
    """Looked at by the cores that will let them in, as things stand now; nothing is written."""
    good = import_lines.foreseen_good(work.connection, run.id, limit=MOST)
    if not good:
        return ()
    theirs, map = in_their_name(work, run), map_of(work, run)
    rows, owners = named_owners(theirs, map, rows_of(map, run, kept_lines.opened(good)))
    named = [owners.get(row.line) for row in rows]
    foreseen = foresee_many(theirs, run.form, [dict(row.raw) for row in rows], named=named)
    shown = kept_lines.shown(work, run, good, Chosen.of(run).columns)
    return tuple(
        FirstRow(line.line, line.foreseen == CREATED, _by_field(run, line.cells), one)
        for line, one in zip(shown, foreseen, strict=True)
    )


def _by_field(run: ImportRun, cells: list[Any]) -> dict[str, Any]:
    header = run.header or []
    places = {name: header.index(column) for column, name in Chosen.of(run).columns.items()}
    return {name: cells[place] for name, place in places.items() if place < len(cells)}
