"""Looking at lines before they are imported: each portion is imported indeed, and taken back at once.

So what is foreseen cannot differ from what will be; only what another portion of the same file would have changed is
told by the keys that were kept of it.
"""

from __future__ import annotations

from collections.abc import Mapping as Values
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from accounts import Work
from definitions import Refused
from forms import ImportMap, MappedRow, form_of, keys_of
from records import ImportLine, ImportRow, ImportRun, import_lines, imports, outbox

from . import kept_lines
from .mapping import BOTH, CHECK, CREATE, map_of
from .portion import import_portion
from .portions import PORTION, in_their_name, rows_of
from .rows import CREATED, REFUSED, UPDATED, problem_of

KEY = 300


class _TakenBack(Exception):
    """Carries what became of lines out of a savepoint that is rolled back."""


def check_portion(work: Work, number: int, round: int, after: int = 0) -> bool:
    """Foresee the next lines and leave the rest to be done; False when there is nothing more to look at."""
    run = imports.get(work.connection, number)
    if run.state != "checking" or run.mapping.get("round") != round:
        return False  # somebody chose other fields meanwhile, or dropped the file
    lines = kept_lines.next_of(work, number, after=after, limit=PORTION)
    if not lines:
        imports.change(work.connection, number, state="checked", counts=_counts(work, number))
        return False
    import_lines.foresee(work.connection, _foreseen(work, run, lines))
    key = f"{CHECK}:{number}:{round}:{lines[-1].line}"
    outbox.put(work.connection, CHECK, {"run": number, "round": round, "after": lines[-1].line}, work.now, key=key)
    return True


def _counts(work: Work, number: int) -> dict[str, int]:
    return import_lines.foreseen_counts(work.connection, number)


def _foreseen(work: Work, run: ImportRun, lines: Sequence[ImportLine]) -> list[ImportLine]:
    map = map_of(run, form_of(work.catalog, run.form))
    try:
        theirs = in_their_name(work, run)
        rows = rows_of(map, run, lines)
        own = {line: key for line, key in keys_of(theirs, map, rows).items() if key} if map.key else {}
        before = import_lines.keys_before(work.connection, run.id, {*map_str(own).values()}, lines[0].line)
        known = {key for key in own.values() if _text(key) in before} if map.mode == CREATE else set()
        found = {row.line: row for row in _tried(theirs, map, run, rows, known)}
    except Refused as refusal:
        return [_refused(run, line, refusal) for line in lines]
    keys = map_str(own)
    return [_as_foreseen(map, line, found[line.line], keys.get(line.line), before) for line in lines]


def map_str(keys: Values[int, tuple[Any, ...]]) -> dict[int, str]:
    """Keys as they are kept."""
    return {line: _text(key) for line, key in keys.items()}


def _text(key: tuple[Any, ...]) -> str:
    return repr(key)[:KEY]


def _tried(
    work: Work, map: ImportMap, run: ImportRun, rows: Sequence[MappedRow], known: set[tuple[Any, ...]]
) -> list[ImportRow]:
    try:
        with work.connection.begin_nested():
            raise _TakenBack(import_portion(work, map, run.id, [(None, row) for row in rows], known))
    except _TakenBack as done:
        return done.args[0]


def _as_foreseen(
    map: ImportMap, line: ImportLine, row: ImportRow, key: str | None, before: Values[str, str]
) -> ImportLine:
    """A line about a record that an earlier portion will have made changes that record."""
    state = UPDATED if row.state == CREATED and map.mode == BOTH and key in before else row.state
    return replace(line, foreseen=state, key=key, problem=row.problem)


def _refused(run: ImportRun, line: ImportLine, refusal: Refused) -> ImportLine:
    return replace(line, foreseen=REFUSED, problem=problem_of(None, refusal))
