"""A file's lines while they wait to be imported, with what is foreseen of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, select, update

from .engine.rows import choose, portions, read, write_many
from .tables import import_row, import_run
from .tables.imports import import_line


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One line of the file; `foreseen` is what importing it would come to."""

    import_run: int
    line: int
    cells: list[Any]
    foreseen: str | None = None
    key: str | None = None
    problem: Any = None


@dataclass(frozen=True, slots=True)
class Fate:
    """One line with what became of it, for the report."""

    line: int
    cells: list[Any]
    state: str | None
    record: int | None
    problem: Any


def keep(connection: Connection, lines: Iterable[ImportLine]) -> None:
    """Keep lines as they were sent."""
    write_many(connection, import_line, lines)


def next_of(connection: Connection, run: int, *, after: int = 0, limit: int) -> tuple[ImportLine, ...]:
    """The lines that follow one, in the file's order."""
    mine = choose(import_line, ImportLine).where(import_line.c.import_run == run, import_line.c.line > after)
    return read(connection, ImportLine, mine.order_by(import_line.c.line).limit(limit))


def of_lines(connection: Connection, run: int, lines: Sequence[int]) -> tuple[ImportLine, ...]:
    """Lines by their numbers, in the file's order, as far as they are still kept."""
    mine = choose(import_line, ImportLine).where(import_line.c.import_run == run, import_line.c.line.in_(lines))
    return read(connection, ImportLine, mine.order_by(import_line.c.line))


def last_imported(connection: Connection, run: int) -> int:
    """The last line whose fate is kept; 0 before the first."""
    return connection.scalar(select(func.max(import_row.c.line)).where(import_row.c.import_run == run)) or 0


def foresee(connection: Connection, lines: Sequence[ImportLine]) -> None:
    """Keep what is foreseen of lines."""
    if not lines:
        return
    mine = (import_line.c.import_run == bindparam("run"), import_line.c.line == bindparam("at"))
    changed = update(import_line).where(*mine)
    values = {
        "foreseen": bindparam("f"),
        "key": bindparam("k"),
        "problem": bindparam("p", type_=import_line.c.problem.type),
    }
    rows = [{"run": one.import_run, "at": one.line, "f": one.foreseen, "k": one.key, "p": one.problem} for one in lines]
    connection.execute(changed.values(**values), rows)


def forget_foreseen(connection: Connection, run: int) -> None:
    """Before the lines are looked at anew."""
    blank = {"foreseen": None, "key": None, "problem": None}
    connection.execute(update(import_line).where(import_line.c.import_run == run).values(**blank))


def foreseen_counts(connection: Connection, run: int) -> dict[str, int]:
    """How many lines are foreseen to come to what."""
    mine = (import_line.c.import_run == run, import_line.c.foreseen.is_not(None))
    return dict(
        connection.execute(
            select(import_line.c.foreseen, func.count()).where(*mine).group_by(import_line.c.foreseen)
        ).all()
    )


def foreseen_problems(
    connection: Connection, run: int, *, after: int = 0, limit: int | None = None
) -> tuple[ImportLine, ...]:
    """The lines that would be refused; `after` is the line from which an earlier part goes on."""
    theirs = (import_line.c.import_run == run, import_line.c.foreseen == "refused", import_line.c.line > after)
    mine = choose(import_line, ImportLine).where(*theirs)
    return read(connection, ImportLine, mine.order_by(import_line.c.line).limit(limit))


def foreseen_good(connection: Connection, run: int, *, limit: int) -> tuple[ImportLine, ...]:
    """The first lines that would make or change a record."""
    theirs = (import_line.c.import_run == run, import_line.c.foreseen.in_(("created", "updated")))
    mine = choose(import_line, ImportLine).where(*theirs)
    return read(connection, ImportLine, mine.order_by(import_line.c.line).limit(limit))


def foreseen_warnings(connection: Connection, run: int, *, limit: int) -> tuple[ImportLine, ...]:
    """The first lines that would come in although something is to be told of them."""
    mine = choose(import_line, ImportLine).where(*_warned(run))
    return read(connection, ImportLine, mine.order_by(import_line.c.line).limit(limit))


def count_warnings(connection: Connection, run: int) -> int:
    """How many those are."""
    return connection.scalar(select(func.count()).select_from(import_line).where(*_warned(run))) or 0


def _warned(run: int) -> tuple[ColumnElement[bool], ...]:
    return import_line.c.import_run == run, import_line.c.foreseen != "refused", import_line.c.problem.is_not(None)


def keys_before(connection: Connection, run: int, keys: Iterable[str], line: int) -> dict[str, int]:
    """The first earlier lines about the same records, by key; those that are refused do not count."""
    found: dict[str, int] = {}
    for part in portions(sorted(keys)):
        mine = (import_line.c.import_run == run, import_line.c.line < line, import_line.c.key.in_(part))
        first = select(import_line.c.key, func.min(import_line.c.line)).where(
            *mine, import_line.c.foreseen != "refused"
        )
        found |= dict(connection.execute(first.group_by(import_line.c.key)).all())
    return found


def fates(
    connection: Connection, run: int, *, state: str | None = None, after: int = 0, limit: int = 1000
) -> tuple[Fate, ...]:
    """Lines with what became of them, or is foreseen where they were not imported; of one state, if one is named."""
    joined = import_line.outerjoin(
        import_row, (import_row.c.import_run == import_line.c.import_run) & (import_row.c.line == import_line.c.line)
    )
    fate = func.coalesce(import_row.c.state, import_line.c.foreseen)
    chosen = select(
        import_line.c.line, import_line.c.cells, fate, import_row.c.record, import_row.c.problem, import_line.c.problem
    )
    mine = chosen.select_from(joined).where(import_line.c.import_run == run, import_line.c.line > after)
    mine = mine if state is None else mine.where(fate == state)
    rows: Iterable[Mapping] = connection.execute(mine.order_by(import_line.c.line).limit(limit))
    return tuple(
        Fate(line, cells, said, record, done or foreseen) for line, cells, said, record, done, foreseen in rows
    )


def drop(connection: Connection, run: int) -> None:
    """Forget a file that nobody imported."""
    connection.execute(delete(import_line).where(import_line.c.import_run == run))
    connection.execute(delete(import_run).where(import_run.c.id == run))


def forget(connection: Connection, before: datetime) -> int:
    """The lines of imports that began before a moment; what became of each stays."""
    old = select(import_run.c.id).where(import_run.c.started_at < before)
    return connection.execute(delete(import_line).where(import_line.c.import_run.in_(old))).rowcount
