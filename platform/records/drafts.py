"""Files that are being edited and not published yet; the draft is one, shared by all admins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from .engine.rows import choose, read, values_of, write_or_change
from .tables import draft_file


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A file as the draft has it; without text the draft removes the file."""

    path: str
    text: str | None
    author: int | None
    based_on: int
    at: datetime


def save(connection: Connection, file: DraftFile) -> None:
    """Put the file in the draft, over what the draft had of it."""
    values = values_of(file)
    changes = {name: value for name, value in values.items() if name != "path"}
    write_or_change(connection, draft_file, values, key=("path",), changes=changes)


def listing(connection: Connection) -> tuple[DraftFile, ...]:
    """The files of the draft by path."""
    return read(connection, DraftFile, choose(draft_file, DraftFile).order_by(draft_file.c.path))


def over(connection: Connection, files: dict[str, str]) -> dict[str, str]:
    """A published set of files with the draft laid over it."""
    merged: dict[str, str | None] = {**files, **{file.path: file.text for file in listing(connection)}}
    return {path: content for path, content in sorted(merged.items()) if content is not None}


def discard(connection: Connection, path: str | None = None) -> int:
    """Drop one file from the draft, or the whole draft; return how many files that were."""
    chosen = draft_file.delete() if path is None else draft_file.delete().where(draft_file.c.path == path)
    return connection.execute(chosen).rowcount
