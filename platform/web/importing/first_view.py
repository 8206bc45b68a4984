"""The first good lines of a file as they will be saved, beside what stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from accounts import Work, people
from flows import assignment, importing
from forms import OWNER, context_of, form_of, readable_columns
from records import ImportRun

from ..languages import language, t


@dataclass(frozen=True, slots=True)
class SavedCell:
    """A value as it will be saved, and as it is written where that is not the same."""

    saved: str
    written: str = ""


@dataclass(frozen=True, slots=True)
class SavedLine:
    """One line of the file."""

    line: int
    fate: str
    cells: tuple[SavedCell, ...]


@dataclass(frozen=True, slots=True)
class FirstLines:
    """The table: its columns and its lines."""

    columns: tuple[str, ...]
    lines: tuple[SavedLine, ...]


def first_lines(work: Work, run: ImportRun) -> FirstLines:
    """What comes first in the file and will come in; without lines, nothing is shown."""
    rows = importing.first_rows(work, run)
    if not rows:
        return FirstLines((), ())
    return _Table(work, run, rows).drawn()


class _Table:
    """Everything the rows are told with, read once."""

    def __init__(self, work: Work, run: ImportRun, rows: tuple[importing.FirstRow, ...]) -> None:
        self.work, self.rows = work, rows
        self.form, self.context = form_of(work.catalog, run.form), context_of(work)
        seen, chosen = readable_columns(work, run.form), importing.Mapping.of(run)
        names = (*chosen.columns.values(), *chosen.fixed)
        self.columns = {name: seen[name] for name in dict.fromkeys(names) if name in seen and name != OWNER}
        self.owner, self.grade = seen[OWNER], seen["grade"]
        self.has_grade = any(row.foreseen.grade for row in rows)
        self.routing = assignment.routing_of(work, run.form)
        owners = {row.foreseen.decision.owner for row in rows if row.foreseen.decision}
        self.names = people.names(work.connection, owners - {None})

    def drawn(self) -> FirstLines:
        """Fields first, in the file's order; then what the engines would say of new records."""
        labels = [column.label.text(language()) for column in self.columns.values()]
        told = [self.grade.label] * self.has_grade + [self.owner.label]
        lines = (SavedLine(row.line, self._fate(row), tuple(self._cells(row))) for row in self.rows)
        return FirstLines((*labels, *(label.text(language()) for label in told)), tuple(lines))

    def _fate(self, row: importing.FirstRow) -> str:
        return t("imports.state.created" if row.is_new else "imports.state.updated")

    def _cells(self, row: importing.FirstRow) -> Iterator[SavedCell]:
        for name, column in self.columns.items():
            saved = column.shown(row.foreseen.values.get(name), self.context)
            yield SavedCell(saved, _written(row.cells.get(name), saved))
        if self.has_grade:
            grade = row.foreseen.grade if row.is_new else None
            yield SavedCell(self.grade.shown(grade, self.context))
        owner = self._owner(row)
        yield SavedCell(owner, _written(row.cells.get(OWNER), owner))

    def _owner(self, row: importing.FirstRow) -> str:
        """Whom the rules would choose now; whoever else gets records meanwhile may change their turn."""
        decision = row.foreseen.decision
        if not row.is_new:
            return t("imports.first.stays")
        if decision is None or decision.owner is None and decision.pool is None:
            return t("imports.first.waits" if decision and decision.until else "imports.first.nobody")
        if decision.owner is not None:
            return self.names.get(decision.owner, "")
        pool = self.routing.pool(decision.pool) if self.routing else None
        return pool.label.text(language()) if pool else ""


def _written(cell: Any, saved: str) -> str:
    text = "" if cell is None else str(cell).strip()
    return "" if text == saved else text
