"""A file is taken as it is: its lines are kept, so that nothing has to be sent twice and a crash loses nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import tempfile
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import IO, Any

from accounts import Work, require
from definitions import NotFound, Refused
from forms import SourceFile, SourceRow, UnreadableFile, read_source
from records import ImportLine, ImportRun, import_lines, imports

from . import kept_lines
from .alike_lines import forget_keys

READ = "read"
MOST_LINES = 200_000
NAME = 200


def read_sent(stream: IO[bytes], name: str) -> tuple[SourceFile, list[SourceRow]]:
    """A file as somebody sends it, with its rows; of a file with too many, as many as it takes to see that."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        with path.open("wb") as file:
            shutil.copyfileobj(stream, file)
        source = read_source(path, name=name[-NAME:].replace("\0", ""))
        return source, list(islice(source.rows, MOST_LINES + 1))


def receive(work: Work, form: str, source: SourceFile, rows: Sequence[SourceRow]) -> int:
    """Keep the lines of a file that somebody wants to import, and return the import's number."""
    require(work, "import", form)
    if not rows:
        raise UnreadableFile("forms.import.no_rows", file=source.name)
    if len(rows) > MOST_LINES:
        raise UnreadableFile("forms.import.too_many_rows", file=source.name, most=MOST_LINES)
    header = list(source.header)
    run = ImportRun(
        form, source.name[-NAME:], work.now, actor=work.actor.person_id, state=READ, header=header,
        header_key=header_key(header), lines=len(rows),
    )  # fmt: skip
    number = imports.start(work.connection, run)
    kept_lines.keep(work, form, (ImportLine(number, row.line, [*map(_kept, row.cells)]) for row in rows))
    return number


def header_key(header: Sequence[str]) -> str:
    """The same for files with the same columns, in whatever order."""
    names = sorted(name for name in header if name)
    return hashlib.sha256(json.dumps(names, ensure_ascii=False).encode()).hexdigest()


def the_run(work: Work, form: str, number: int) -> ImportRun:
    """One import of a form, for those who may import there: their own, or everybody's for who may undo them."""
    require(work, "import", form)
    run = imports.get(work.connection, number)
    if run.form != form or not _is_theirs(work, run):
        raise NotFound
    return run


def runs_of(work: Work, form: str) -> tuple[ImportRun, ...]:
    """The imports of a form that one may see, the newest first."""
    require(work, "import", form)
    return tuple(run for run in imports.listing(work.connection, form=form) if _is_theirs(work, run))


def drop(work: Work, run: ImportRun) -> None:
    """Forget a file of which nothing was imported."""
    run = imports.get(work.connection, run.id, lock=True)
    if run.state not in (READ, "checking", "checked"):
        raise Refused("flows.refused.import_begun", number=run.id)
    forget_keys(work, run)
    import_lines.drop(work.connection, run.id)


def _is_theirs(work: Work, run: ImportRun) -> bool:
    """What a file holds may be more than its reader sees of the records."""
    mine = run.actor == work.actor.person_id
    return mine or work.actor.is_system or (work.actor.role is not None and work.actor.role.on(run.form).see == "all")


def _kept(cell: Any) -> Any:
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, dt.date) else cell
