"""Importing files: row by row through the one door, in portions that are kept, with a report, and with a way back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from accounts import Actor, Work, require
from definitions import Catalog, Refused
from forms import (
    FormDefinition,
    ImportMap,
    MappedRow,
    SourceFile,
    form_of,
    map_rows,
    record_values,
    table_of,
)
from records import Database, Event, ImportRow, ImportRun, events, imports, revisions, store, tasks, timers, visits

from ..happenings import event, happened_to_many
from ..recomputing.recompute import recompute_records
from .owners import named_owners, require_owners
from .portion import Dated, import_portion
from .rows import CREATED, REFUSED, UPDATED, in_order
from .state import bring_back

PORTION = 1000
ENDED = ("done", "failed", "undoing", "undone")
# What is told in somebody's name without their having worked on the record.
NO_WORK = ("import_undone", "graded", "recomputed", "duplicate_found", "unmasked", "unmasked_in_export")


@dataclass(frozen=True)
class LineProblem:
    """A line that was refused, and why."""

    line: int
    errors: tuple[dict[str, Any], ...]

    def text(self, language: str) -> str:
        return "; ".join(error.get(language) or error.get("code", "") for error in self.errors)


@dataclass(frozen=True)
class ImportReport:
    """What became of a file."""

    run: int
    counts: dict[str, int] = field(default_factory=dict)
    problems: tuple[LineProblem, ...] = ()
    dry_run: bool = False

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class Undone:
    """What an undo came to; records that were changed since are left as they are."""

    run: int
    trashed: int = 0
    restored: int = 0
    left: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Portions:
    """How many rows are kept at a time, and the revision by which they are read."""

    size: int
    standing: int

    def of(self, rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
        return _portions(rows, self.size)


class _DryRun(Exception):
    """Carries the report out of a transaction that is rolled back."""


@dataclass(frozen=True)
class Importer:
    """Who imports, into what, and when; portions are transactions of their own."""

    database: Database
    catalog: Catalog
    actor: Actor
    now: datetime
    progress: Callable[[int], None] | None = None

    def run(self, map: ImportMap, source: SourceFile, *, dry_run: bool = False, portion: int = PORTION) -> ImportReport:
        """Import a file. A dry run does all of it and keeps nothing."""
        rows = self._read(map, source)
        if dry_run:
            return self._try(map, source.name, rows)
        with self.database.transaction() as connection:
            standing, run = revisions.hold(connection), _start(self._work(connection), map, source.name)
        return self._go_on(map, run, rows, _Portions(portion, standing))

    def resume(self, run: int, map: ImportMap, source: SourceFile, *, portion: int = PORTION) -> ImportReport:
        """Go on with an import that was interrupted: lines that were kept are not read again."""
        rows = self._read(map, source)
        with self.database.transaction() as connection:
            standing = revisions.hold(connection)
            if imports.get(connection, run).state != "running":
                raise Refused("flows.refused.import_ended", number=run)
            kept = {row.line for row in imports.rows_of(connection, run)}
        left = [row for row in rows if row.line not in kept]
        return self._go_on(map, run, left, _Portions(portion, standing))

    def undo(self, run: int) -> Undone:
        """Bring back the state before an import, all of it or nothing."""
        with self.database.transaction() as connection:
            return undo(self._work(connection), run)

    def _read(self, map: ImportMap, source: SourceFile) -> list[MappedRow]:
        return list(map_rows(map.on(form_of(self.catalog, map.form)), source))

    def _go_on(self, map: ImportMap, run: int, rows: Sequence[MappedRow], portions: _Portions) -> ImportReport:
        """What is written to a table has to be what the table is now: whoever publishes ends it, to be gone on with."""
        keys: set[tuple] = set()
        for part in portions.of(self._in_order(map, rows)):
            with self.database.transaction() as connection:
                if (now := revisions.hold(connection)) != portions.standing:
                    raise Refused("flows.refused.import_overtaken", number=run, revision=now)
                kept = _let_in(self._work(connection), map, run, part, keys)
                imports.add_rows(connection, kept)
            if self.progress is not None:
                self.progress(len(kept))
        with self.database.transaction() as connection:
            imports.end(connection, run, self.now)
            return _report(connection, run)

    def _try(self, map: ImportMap, file: str, rows: Sequence[MappedRow]) -> ImportReport:
        try:
            with self.database.transaction() as connection:
                work = self._work(connection)
                run = _start(work, map, file)
                imports.add_rows(connection, _let_in(work, map, run, self._in_order(map, rows), set()))
                raise _DryRun(replace(_report(connection, run), run=0, dry_run=True))
        except _DryRun as done:
            return done.args[0]

    def _in_order(self, map: ImportMap, rows: Sequence[MappedRow]) -> list[tuple[datetime | None, MappedRow]]:
        return in_order(self._work(None), map, rows)

    def _work(self, connection: Any) -> Work:
        return Work(connection, self.catalog, self.actor, self.now)


def undo(work: Work, run: int) -> Undone:
    """Take back what an import did: created records go to the trash, changed ones get back what stood there."""
    found = imports.get(work.connection, run)
    require(work, "import", found.form)
    if found.state not in ENDED:
        raise Refused("flows.refused.import_not_done", number=run)
    imports.mark_undone(work.connection, run, work.now)
    rows = imports.rows_of(work.connection, run, states=(CREATED, UPDATED))
    form, table = form_of(work.catalog, found.form), table_of(work.catalog, found.form)
    there = store.fetch_many(work.connection, table, sorted({row.record for row in rows}), lock=True)
    given_back = _given_back(work, found)
    worked_on = _worked_on(work, found, there)
    untouched = [
        row
        for row in rows
        if row.record in there and row.record not in worked_on and _is_untouched(row, there[row.record], given_back)
    ]
    changed = [row for row in reversed(untouched) if row.state == UPDATED]
    bring_back(work, form, table, [(row.record, row.before) for row in changed])
    created = [row.record for row in untouched if row.state == CREATED]
    _trash(work, form.id, table, created)
    touched = [*created, *(row.record for row in changed)]
    happened_to_many(work, [_undone(work, form, there[one], run) for one in touched])
    recompute_records(work, form.id, [row.record for row in changed])
    left = {row.record for row in rows} - set(touched)
    return Undone(run, len(created), len(changed), tuple(sorted(left)))


def _undone(work: Work, form: FormDefinition, row: Row[Any], run: int) -> Event:
    """Which says what the record linked to until now: what is rolled up there is another one."""
    values = record_values(row)
    links = {f.id: f.type.to_json(values[f.id]) for f in form.fields if f.type.refers == "record" and values[f.id]}
    return event(work, form.id, row.id, "import_undone", run=run, **({"links": links} if links else {}))


def _given_back(work: Work, run: ImportRun) -> Counter[int]:
    """By how much each record's version moved on through later imports that were undone: nothing is left of those."""
    moved: Counter[int] = Counter()
    for row in imports.undone_after(work.connection, run):
        moved[row.record] += row.before["version_after"] - row.before["version"] + 1
    return moved


def _worked_on(work: Work, run: ImportRun, records: Iterable[int]) -> frozenset[int]:
    """Records with which people did something since, also where no value changed: handed over, called, commented."""
    apart = imports.later_undone(work.connection, run)
    done = events.by_people(work.connection, run.form, records, since=run.ended_at or run.started_at, but=NO_WORK)
    return frozenset(
        record
        for record, person, at in done
        if not any(one.actor == person and one.started_at <= at <= (one.ended_at or at) for one in apart)
    )


def _is_untouched(row: ImportRow, record: Any, given_back: Counter[int]) -> bool:
    """Nobody changed a value since; what the engines did by themselves is undone with the rest."""
    expected = 1 if row.state == CREATED else row.before["version_after"]
    return record.trashed_at is None and record.version == expected + given_back[row.record]


def _trash(work: Work, form: str, table: Any, records: Sequence[int]) -> None:
    store.update_many(
        work.connection, table, [{"id": one, "trashed_at": work.now, "updated_at": work.now} for one in records]
    )
    tasks.close_of_many(work.connection, form, records, work.now)
    visits.leave_many(work.connection, form, records, work.now)
    for record in records:
        timers.cancel_of(work.connection, form, record, work.now)


def _start(work: Work, map: ImportMap, file: str) -> int:
    require(work, "import", map.form)
    require_owners(work, map)
    run = ImportRun(map.form, file, work.now, {"map": map.id, "mode": map.mode}, work.actor.person_id)
    return imports.start(work.connection, run)


def _let_in(work: Work, map: ImportMap, run: int, part: Sequence[Dated], keys: set[tuple]) -> list[ImportRow]:
    """A portion, with whoever is named as the owner of each new record."""
    rows, owners = named_owners(work, map, [row for _, row in part])
    dated = [(moment, row) for (moment, _), row in zip(part, rows, strict=True)]
    return import_portion(work, map, run, dated, keys, owners=owners)


def _portions(rows: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))


def _report(connection: Any, run: int) -> ImportReport:
    refused: Iterable[ImportRow] = imports.rows_of(connection, run, states=(REFUSED,))
    problems = tuple(LineProblem(row.line, tuple(row.problem["errors"])) for row in refused)
    return ImportReport(run, imports.counts_of(connection, run), problems)
