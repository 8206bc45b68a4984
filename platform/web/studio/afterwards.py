"""What became of a revision: which later ones changed the same definitions, and what is other in use now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from accounts import Work
from publishing import Difference, differences, files_of
from records import revisions

from .revision_rows import RevisionRow, revision_rows
from .words import ChangedDefinition, changed_definitions

MOST = 30  # later revisions that are read one by one


@dataclass(frozen=True)
class Afterwards:
    """The later revisions, the last first, and what differs from what is in use; `same` where nothing does."""

    later: tuple[RevisionRow, ...]
    how_many: int
    since: tuple[ChangedDefinition, ...]
    same: bool


def afterwards(work: Work, number: int, files: Mapping[str, str]) -> Afterwards:
    """What happened after a revision with these files."""
    current = work.catalog.revision
    found = [each for each in revisions.listing(work.connection, limit=MOST) if each.number > number]
    since = changed_definitions(differences(files, dict(work.catalog.files))) if number != current else ()
    return Afterwards(revision_rows(work, found), current - number, since, not since)


def told_later(
    work: Work, number: int, changes: Iterable[Difference], words: Iterable[ChangedDefinition]
) -> tuple[ChangedDefinition, ...]:
    """Each changed definition with the later revisions that changed it again."""
    changed_by = _changed_by(work, number)
    told = zip(changes, words, strict=True)
    return tuple(replace(word, later=tuple(changed_by.get(change.file, ()))) for change, word in told)


def _changed_by(work: Work, number: int) -> dict[str, list[int]]:
    """By file, the later revisions in which it became another one."""
    last = min(work.catalog.revision, number + MOST)
    before, found = files_of(work.connection, number), {}
    for later in range(number + 1, last + 1):
        after = files_of(work.connection, later)
        for path in {*before, *after}:
            if before.get(path) != after.get(path):
                found.setdefault(path, []).append(later)
        before = after
    return found
