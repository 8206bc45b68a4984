"""The lines of a portion as rows of the form, in the name of whoever imports."""

from __future__ import annotations

from collections.abc import Sequence

from accounts import Work, actor_of, people
from definitions import NotFound, Refused
from forms import ImportMap, MappedRow, SourceFile, SourceRow, map_rows
from records import ImportLine, ImportRun

PORTION = 1000


def in_their_name(work: Work, run: ImportRun) -> Work:
    """The work of the person who imports; refused when they have left."""
    if run.actor is None:
        return work
    try:
        return work.as_actor(actor_of(work.connection, work.catalog, run.actor))
    except NotFound:
        name = people.names(work.connection, [run.actor]).get(run.actor, "–")
        raise Refused("flows.refused.import_starter_left", name=name) from None


def rows_of(map: ImportMap, run: ImportRun, lines: Sequence[ImportLine]) -> list[MappedRow]:
    """The lines as the map reads them."""
    rows = (SourceRow(line.line, line.cells) for line in lines)
    return list(map_rows(map, SourceFile(run.file, tuple(run.header or ()), rows)))
