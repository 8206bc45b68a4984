"""What was published: whole sets of files, numbered, never changed afterwards."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, text

from definitions import NotFound

from .choices_moving import STANDING
from .engine.bulk import insert_many, insert_new
from .engine.prepared import Prepared
from .engine.rows import choose, read, read_one
from .tables import file_text, revision, revision_file

PUBLISHING = 7_230_412  # the lock of those who publish, apart from every other


@dataclass(frozen=True, slots=True)
class Revision:
    """One published set of files: who, when, why; `digest` is the same when the files are."""

    number: int
    at: datetime
    author: int | None
    message: str
    digest: str
    rolled_back_to: int | None


def publish(
    connection: Connection,
    files: Mapping[str, str],
    *,
    author: int | None,
    message: str,
    now: datetime,
    rolled_back_to: int | None = None,
) -> int:
    """Keep a set of files as the newest revision and return its number."""
    wait_for_turn(connection)
    number = current_number(connection) + 1
    values = {"number": number, "at": now, "author": author, "message": message, "rolled_back_to": rolled_back_to}
    connection.execute(revision.insert(), {**values, "digest": digest_of(files)})
    keep_texts(connection, files.values())
    rows = [{"revision": number, "path": path, "digest": digest_of_text(files[path])} for path in sorted(files)]
    insert_many(connection, revision_file, rows)
    return number


def wait_for_turn(connection: Connection) -> None:
    """Let one publish at a time, until the transaction ends; on SQLite a transaction is alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": PUBLISHING})


def hold(connection: Connection) -> int:
    """The newest revision's number, which stays the newest until the transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock_shared(:lock)"), {"lock": PUBLISHING})
    return current_number(connection)


def current_number(connection: Connection) -> int:
    """The newest revision's number; 0 before the first."""
    [(newest,)] = _NEWEST.all(connection)
    return newest or 0


def standing(connection: Connection) -> tuple[int, Hashable]:
    """The newest revision's number, and what tells whether values are on their way to what it says, in one question."""
    [(newest, *moving)] = _STANDING.all(connection)
    return newest or 0, tuple(moving)


def files_of(connection: Connection, number: int) -> dict[str, str]:
    """A revision's files, text by path."""
    get(connection, number)
    joined = select(revision_file.c.path, file_text.c.text).join(
        file_text, file_text.c.digest == revision_file.c.digest
    )
    query = joined.where(revision_file.c.revision == number).order_by(revision_file.c.path)
    return dict(connection.execute(query).all())


def get(connection: Connection, number: int) -> Revision:
    """One revision; NotFound when there is none of that number."""
    found = read_one(connection, Revision, choose(revision, Revision).where(revision.c.number == number))
    if found is None:
        raise NotFound("records.no_revision", number=number)
    return found


def listing(connection: Connection, *, limit: int = 100) -> tuple[Revision, ...]:
    """Revisions, the newest first."""
    return read(connection, Revision, choose(revision, Revision).order_by(revision.c.number.desc()).limit(limit))


def keep_texts(connection: Connection, contents: Iterable[str]) -> None:
    """Most files are the same as before; only new texts are written."""
    texts = {digest_of_text(content): content for content in contents}
    known = set(connection.scalars(select(file_text.c.digest).where(file_text.c.digest.in_(list(texts)))))
    fresh: Iterable[str] = sorted(set(texts) - known)
    insert_new(connection, file_text, [{"digest": digest, "text": texts[digest]} for digest in fresh])


def texts_of(connection: Connection, digests: Iterable[str]) -> dict[str, str]:
    """Kept texts by their digests."""
    query = select(file_text.c.digest, file_text.c.text).where(file_text.c.digest.in_(list(digests)))
    return dict(connection.execute(query).all())


def messages(connection: Connection, newest: int) -> dict[int, str]:
    """What was said to each revision up to one, by number."""
    query = select(revision.c.number, revision.c.message).where(revision.c.number <= newest)
    return dict(connection.execute(query).all())


def holding(connection: Connection, path: str) -> set[int]:
    """The revisions that have a file of that path."""
    return set(connection.scalars(select(revision_file.c.revision).where(revision_file.c.path == path)))


def digest_of(files: Mapping[str, str]) -> str:
    """The same for the same files, in whatever order they come."""
    lines = (f"{path}\0{digest_of_text(files[path])}\n" for path in sorted(files))
    return digest_of_text("".join(lines))


def digest_of_text(content: str) -> str:
    """A file's own digest."""
    return hashlib.sha256(content.encode()).hexdigest()


_NEWEST = Prepared(select(func.max(revision.c.number)))
_STANDING = Prepared(select(func.max(revision.c.number), *STANDING))
