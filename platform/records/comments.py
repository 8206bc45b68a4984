"""What colleagues say to each other about a record: as it reads now, and as it read before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, and_, func, select, update

from .engine.rows import choose, portions, read, read_one, write
from .tables.talk import comment, comment_version


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment; the words of a deleted one are kept and shown to nobody."""

    form: str
    record: int
    person: int | None
    at: datetime
    words: str
    mentions: list[int] = field(default_factory=list)
    edited_at: datetime | None = None
    deleted_at: datetime | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class CommentVersion:
    """How a comment read until its author changed it."""

    comment: int
    words: str
    until: datetime
    id: int = 0


def add(connection: Connection, new: Comment) -> int:
    """Keep a comment and return its id."""
    return write(connection, comment, new)


def find(connection: Connection, form: str, record: int, id: int) -> Comment | None:
    """A comment on this record; None for one that is deleted or somewhere else."""
    c = comment.c
    mine = and_(c.form == form, c.record == record, c.id == id, c.deleted_at.is_(None))
    return read_one(connection, Comment, choose(comment, Comment).where(mine))


def of_record(
    connection: Connection, form: str, record: int, *, before: int | None = None, limit: int = 50
) -> tuple[Comment, ...]:
    """What stands about a record, newest first; `before` is the id from which an earlier page goes on."""
    c = comment.c
    query = choose(comment, Comment).where(c.form == form, c.record == record, c.deleted_at.is_(None))
    if before is not None:
        query = query.where(c.id < before)
    return read(connection, Comment, query.order_by(c.id.desc()).limit(limit))


def by_ids(connection: Connection, ids: Iterable[int]) -> dict[int, Comment]:
    """These comments, the deleted ones too."""
    parts = portions(sorted(set(ids)))
    rows = (read(connection, Comment, choose(comment, Comment).where(comment.c.id.in_(part))) for part in parts)
    return {one.id: one for part in rows for one in part}


def versions_of(connection: Connection, ids: Iterable[int]) -> dict[int, tuple[CommentVersion, ...]]:
    """How these comments read before, by comment, the earliest first."""
    found: dict[int, tuple[CommentVersion, ...]] = {}
    for part in portions(sorted(set(ids))):
        query = choose(comment_version, CommentVersion).where(comment_version.c.comment.in_(part))
        for one in read(connection, CommentVersion, query.order_by(comment_version.c.id)):
            found[one.comment] = (*found.get(one.comment, ()), one)
    return found


def change(connection: Connection, before: Comment, words: str, mentions: Iterable[int], now: datetime) -> None:
    """New words for a comment; how it read until now is kept."""
    write(connection, comment_version, CommentVersion(before.id, before.words, now))
    changed = {"words": words, "mentions": sorted(mentions), "edited_at": now}
    connection.execute(update(comment).where(comment.c.id == before.id).values(**changed))


def delete(connection: Connection, id: int, now: datetime) -> None:
    """Take a comment away from readers."""
    connection.execute(update(comment).where(comment.c.id == id).values(deleted_at=now))


def count(connection: Connection, form: str, record: int) -> int:
    """How many stand about a record."""
    c = comment.c
    mine = (c.form == form, c.record == record, c.deleted_at.is_(None))
    return connection.execute(select(func.count()).select_from(comment).where(*mine)).scalar_one()
