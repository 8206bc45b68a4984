"""Changing the draft: every verb is one write; what equals the published text leaves the draft by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256

from accounts import Work, people
from definitions import NotFound, Refused, Stale
from publishing import coming
from records import drafts, holds

PATH = re.compile(r"^[a-z0-9][\w-]{0,47}(/[A-Za-z0-9][\w.-]{0,79}){1,4}\.(yaml|yml|json)$")
LARGEST = 400_000


def digest_of_text(text: str | None) -> str:
    """What an editor form carries, so that a later save sees whether somebody else saved in between."""
    return "" if text is None else sha256(text.encode()).hexdigest()[:16]


def text_now(work: Work, path: str) -> str | None:
    """A file as the draft has it, else as it is published; None when it is in neither, or removed by the draft."""
    drafted = {file.path: file.text for file in drafts.listing(work.connection)}
    return drafted[path] if path in drafted else work.catalog.files.get(path)


def wait_for_turn(work: Work) -> None:
    """Let one change at a time read the draft and write into it, until the transaction ends."""
    holds.hold(work.connection, "draft", ("draft",))


def save(work: Work, path: str, text: str, *, opened: str | None = None) -> None:
    """Keeps a file in the draft, with whatever is wrong with it; Stale when it is not what was opened."""
    if not PATH.match(path):
        raise Refused("studio.bad_path", path=path)
    if len(text) > LARGEST:
        raise Refused("studio.too_large")
    wait_for_turn(work)
    standing = text_now(work, path)
    if opened is not None and opened != digest_of_text(standing):
        raise Stale("studio.saved_meanwhile", current=standing, name=_last_author(work, path))
    _write(work, path, _as_written(text, standing))


def create(work: Work, path: str, text: str) -> None:
    """Puts a new file into the draft."""
    if text_now(work, path) is not None:
        raise Refused("studio.file_exists", path=path)
    save(work, path, text)


def remove(work: Work, path: str) -> None:
    """Lets the draft remove a file; one that was never published just leaves the draft."""
    if text_now(work, path) is None:
        raise NotFound
    if path in work.catalog.files:
        _write(work, path, None)
    else:
        discard(work, path)


def lay(work: Work, goal: Mapping[str, str]) -> tuple[str, ...]:
    """Lets the draft be a whole configuration; the paths at which it was another."""
    standing = drafts.over(work.connection, dict(work.catalog.files))
    changed = tuple(path for path in sorted({*standing, *goal}) if standing.get(path) != goal.get(path))
    for path in changed:
        _write(work, path, goal.get(path))
    return changed


def discard(work: Work, path: str | None = None) -> int:
    """Forgets the draft of one file, or all of it."""
    dropped = drafts.discard(work.connection, path)
    coming.settle(work.connection, {file.path for file in drafts.listing(work.connection)})
    return dropped


def keep_mine(work: Work, path: str) -> None:
    """Puts the draft of a file on top of what somebody else published in the meantime."""
    file = next((each for each in drafts.listing(work.connection) if each.path == path), None)
    if file is None:
        raise NotFound
    drafts.save(
        work.connection, drafts.DraftFile(path, file.text, work.actor.person_id, work.catalog.revision, work.now)
    )


def forget_published(work: Work) -> None:
    """Drops what is published by now from the draft; what was saved a moment later stays."""
    for file in drafts.listing(work.connection):
        if file.text == work.catalog.files.get(file.path):
            discard(work, file.path)


def _write(work: Work, path: str, text: str | None) -> None:
    if text == work.catalog.files.get(path):
        discard(work, path)
        return
    begun = next((file for file in drafts.listing(work.connection) if file.path == path), None)
    based_on = begun.based_on if begun else work.catalog.revision
    drafts.save(work.connection, drafts.DraftFile(path, text, work.actor.person_id, based_on, work.now))


def _as_written(text: str, standing: str | None) -> str:
    """Browsers send CRLF; a file keeps the line ends that it had."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if plain and not plain.endswith("\n"):
        plain += "\n"
    return plain.replace("\n", "\r\n") if standing and "\r\n" in standing else plain


def _last_author(work: Work, path: str) -> str:
    author = next((file.author for file in drafts.listing(work.connection) if file.path == path), None)
    return people.names(work.connection, [author]).get(author or 0, "")
