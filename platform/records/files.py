"""Which files were uploaded, and which record has each; what they hold lies in the file store."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, delete, or_, select, update

from .engine.rows import choose, portions, read, read_one, write
from .tables.file import stored_file as files


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One uploaded file; its key is a secret as long as it is nobody's."""

    key: str
    digest: str
    name: str
    type: str
    size: int
    uploaded_at: datetime
    uploaded_by: int | None = None
    width: int | None = None
    height: int | None = None
    form: str | None = None
    field: str | None = None
    record: int | None = None
    dropped_at: datetime | None = None
    id: int = 0


def add(connection: Connection, new: StoredFile) -> int:
    """Remember an upload; it is nobody's until a record takes it."""
    return write(connection, files, new)


def by_key(connection: Connection, key: str) -> StoredFile | None:
    """The file, or None."""
    return read_one(connection, StoredFile, choose(files, StoredFile).where(files.c.key == key))


def by_keys(connection: Connection, keys: Iterable[str]) -> Mapping[str, StoredFile]:
    """Those of these files that are there."""
    parts = (choose(files, StoredFile).where(files.c.key.in_(part)) for part in portions(dict.fromkeys(keys)))
    return {row.key: row for part in parts for row in read(connection, StoredFile, part)}


def take(connection: Connection, form: str, field: str, record: int, keys: Collection[str]) -> int:
    """Let a record have these files in a field; how many it has now. A file of another record stays there."""
    if not keys:
        return 0
    free = or_(files.c.record.is_(None), _of(form, field, record))
    mine = update(files).where(files.c.key.in_(list(keys)), free)
    return connection.execute(mine.values(form=form, field=field, record=record, dropped_at=None)).rowcount


def drop(connection: Connection, form: str, field: str, record: int, *, kept: Collection[str], now: datetime) -> None:
    """Mark those of a record's files that its field no longer holds."""
    gone = and_(_of(form, field, record), files.c.dropped_at.is_(None), files.c.key.not_in(list(kept) or [""]))
    connection.execute(update(files).where(gone).values(dropped_at=now))


def drop_all(connection: Connection, form: str, record: int, at: datetime) -> None:
    """Mark all files of a record as dropped at a moment."""
    connection.execute(update(files).where(files.c.form == form, files.c.record == record).values(dropped_at=at))


def take_up(connection: Connection, ids: Iterable[int]) -> None:
    """Files whose record holds them again."""
    for part in portions(ids):
        connection.execute(update(files).where(files.c.id.in_(part)).values(dropped_at=None))


def forget(connection: Connection, *, unclaimed_before: datetime, dropped_before: datetime) -> int:
    """Remove rows of files that no record ever took, and of those dropped long ago."""
    never = and_(files.c.record.is_(None), files.c.uploaded_at < unclaimed_before)
    return connection.execute(delete(files).where(or_(never, files.c.dropped_at < dropped_before))).rowcount


def known_digests(connection: Connection, digests: Iterable[str]) -> frozenset[str]:
    """Those of these contents that some file still has."""
    parts = (select(files.c.digest).where(files.c.digest.in_(part)) for part in portions(digests))
    return frozenset(digest for part in parts for digest in connection.scalars(part))


def _of(form: str, field: str, record: int):
    return and_(files.c.form == form, files.c.field == field, files.c.record == record)
