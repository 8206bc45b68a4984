"""What a list opens besides its records: importing a file and what else is done to many of them."""

from __future__ import annotations

from dataclasses import dataclass

from accounts import Work, allowed

from ..languages import t


@dataclass(frozen=True, slots=True)
class Place:
    """A page about all records of a form."""

    label: str
    href: str
    icon: str


def places_of(work: Work, form: str) -> tuple[Place, ...]:
    """Those that this person may open."""
    found = (("import", "imports", "upload"), ("merge", "duplicates", "copy"), ("trash", "trash", "trash"))
    return tuple(
        Place(t(f"list.{path}"), f"/records/{form}/{path}", icon)
        for verb, path, icon in found
        if allowed(work.actor, verb, form)
    )
