"""Where whoever was slower goes on: to the record that somebody else moved, and to what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from definitions import Refused
from flows import MovedBefore, linking, look

from . import desk


@dataclass(frozen=True, slots=True)
class Place:
    """A record that can be opened."""

    label: str
    href: str


def places_after(error: MovedBefore) -> tuple[Place, ...]:
    """The record, and those that were made for it since it was moved; none that the reader may not see."""
    try:
        with desk.reading() as work:
            subject = look(work, error.form, error.record)
            language = work.language
            here = Place(subject.title, f"/records/{error.form}/{error.record}")
            made = [
                Place(f"{one.form_label.text(language)} {one.number}", f"/records/{one.form}/{one.record}")
                for one in linking.came_of(work, subject, error.at)
            ]
    except Refused:
        return ()
    return (here, *made)
