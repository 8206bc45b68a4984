"""Revisions as the studio lists them: who, when, why, and what changed in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from accounts import Work, people
from publishing import Difference, differences, files_of
from records import revisions

from .. import moments
from ..languages import language, t
from ..shell import PersonBadge, badge

WORDS = 4


@dataclass(frozen=True)
class RevisionRow:
    """One published revision."""

    number: int
    at: datetime
    shown: str
    exact: str
    author: PersonBadge | None
    message: str
    words: tuple[str, ...]
    more: int
    current: bool

    @property
    def href(self) -> str:
        """The page of this revision."""
        return f"/studio/revisions/{self.number}"


def revision_rows(work: Work, found: Iterable[revisions.Revision]) -> tuple[RevisionRow, ...]:
    """Each revision against the one before it."""
    listed = tuple(found)
    names = people.names(work.connection, [each.author for each in listed])
    files: dict[int, dict[str, str]] = {}
    return tuple(_row(work, each, names, files) for each in listed)


def difference_lines(changes: Iterable[Difference]) -> tuple[str, ...]:
    """Every changed definition as one line of words, with the first thing that is other in it."""
    return tuple(_line(change) for change in changes)


def _line(change: Difference) -> str:
    head, details = change.head(language()), change.details(language())
    parted = "" if head.endswith("：") else " "
    return f"{head}{parted}{details[0]}" if details else head.rstrip("：:")


def _row(work: Work, each: revisions.Revision, names: dict[int, str], files: dict[int, dict[str, str]]) -> RevisionRow:
    for number in (each.number, each.number - 1):
        if number not in files:
            files[number] = files_of(work.connection, number)
    words = difference_lines(differences(files[each.number - 1], files[each.number]))
    name = names.get(each.author or 0)
    return RevisionRow(
        number=each.number,
        at=each.at,
        shown=moments.shown(each.at),
        exact=moments.exact(each.at),
        author=badge(each.author, name) if name else None,
        message=message_of(work, each),
        words=words[:WORDS],
        more=max(0, len(words) - WORDS),
        current=each.number == work.catalog.revision,
    )


def message_of(work: Work, each: revisions.Revision) -> str:
    """The author's own words; the marks that verbs leave are said, a pack by its name while it is there."""
    mark, _, rest = each.message.partition(" ")
    known = {"+": "studio.installed", "-": "studio.uninstalled", "↩": "studio.rolled_back"}
    if mark not in known or not rest:
        return each.message
    pack = work.catalog.find("pack", rest)
    return t(known[mark], name=pack.label.text(language()) if pack else rest)
