"""Lines of files as they are kept: those for a form with sensitive fields encrypted, and opened only to be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from accounts import Work
from forms import FormDefinition, form_of, masked
from records import ImportLine, ImportRun, import_lines

from ..kept_sealed import sealed_for, unsealed

Line = TypeVar("Line")


def keep(work: Work, form: str, lines: Iterable[ImportLine]) -> None:
    """Keep lines as they were sent."""
    definition = work.catalog.find("form", form)
    kept = (replace(line, cells=_closed(definition, line.cells)) for line in lines)
    import_lines.keep(work.connection, kept)


def next_of(work: Work, run: int, *, after: int = 0, limit: int) -> tuple[ImportLine, ...]:
    """The lines that follow one, as they were sent."""
    return opened(import_lines.next_of(work.connection, run, after=after, limit=limit))


def opened(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Lines with their cells as they were sent."""
    return tuple(replace(line, cells=_open(line.cells)) for line in lines)


def shown(work: Work, run: ImportRun, lines: Iterable[Line], columns: Mapping[str, str]) -> tuple[Line, ...]:
    """The same as people may read them: what fills a sensitive field only in part."""
    form = form_of(work.catalog, run.form)
    fields = {column: form.find(name) for column, name in columns.items()}
    places = [n for n, name in enumerate(run.header or ()) if (found := fields.get(name)) and found.sensitive]
    kinds = {n: fields[run.header[n]].type.inner for n in places}
    return tuple(replace(line, cells=_masked(line.cells, kinds)) for line in opened(lines))


def _closed(form: FormDefinition | None, cells: Sequence[Any]) -> list[Any]:
    kept = sealed_for(form, list(cells))
    return [kept] if isinstance(kept, str) else kept


def _open(cells: Sequence[Any]) -> list[Any]:
    return unsealed(cells[0]) if len(cells) == 1 and isinstance(unsealed(cells[0]), list) else list(cells)


def _masked(cells: Sequence[Any], kinds: Mapping[int, Any]) -> list[Any]:
    return [
        masked(kinds[n], str(cell)) if n in kinds and cell not in (None, "") else cell for n, cell in enumerate(cells)
    ]
