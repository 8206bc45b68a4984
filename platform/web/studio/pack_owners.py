"""What goes when a pack goes, by whose it is, and what stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from accounts import Work
from publishing import Owned, Owner, kind_word, origin_of, owned_in

from ..languages import language, t
from .hits import records_of
from .impact import ImpactRow

# Whatever somebody made themselves is looked at first.
GOING = (Owner.YOURS, Owner.CHANGED, Owner.PACK)


@dataclass(frozen=True)
class OwnedRow:
    """One definition by name, with the way to its file."""

    head: str
    href: str


@dataclass(frozen=True)
class OwnerRows:
    """The definitions of one owner."""

    owner: str
    rows: tuple[OwnedRow, ...]


def going(work: Work, pack: str) -> tuple[OwnerRows, ...]:
    """What goes, by owner."""
    owned = _owned(work, pack)
    groups = ((owner, tuple(_row(each) for each in owned if each.owner is owner)) for owner in GOING)
    return tuple(OwnerRows(owner.value, rows) for owner, rows in groups if rows)


def staying(work: Work, pack: str) -> tuple[ImpactRow, ...]:
    """What stays: the records of its forms, and what was moved to Local."""
    return tuple(_staying(work, pack))


def _staying(work: Work, pack: str) -> Iterator[ImpactRow]:
    for form in work.catalog.all("form"):
        if work.catalog.file_of("form", form.id).startswith(f"{pack}/"):
            n = records_of(work, form.id)
            if n:
                yield ImpactRow(n, t("merging.records_stay", n=n, label=form.label.text(language())))
    moved = [each for each in _owned(work, pack) if each.owner is Owner.MOVED]
    if moved:
        names = [_row(each).head for each in moved]
        yield ImpactRow(len(moved), t("merging.moved_stay", n=len(moved)), t("merging.names", names=names))


def _owned(work: Work, pack: str) -> tuple[Owned, ...]:
    origin = origin_of(work.connection, pack, work.catalog.revision)
    return owned_in(origin, work.catalog.files) if origin else ()


def _row(each: Owned) -> OwnedRow:
    kind = kind_word(each.kind, language())
    head = t("merging.definition", kind=kind, label=each.label.text(language()))
    return OwnedRow(head, f"/studio/files/{each.path}")
