"""Somebody's own shelf: texts kept for their writer alone, found by a link that nobody guesses."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from accounts import Work, require
from definitions import Label, NotAllowed, NotFound, Refused
from records import PersonalReport, personal_reports

from .written import LONGEST


@dataclass(frozen=True)
class Shelf:
    """What lies on it, how its ids begin, how many there may be, and where the words of its refusals stand."""

    kind: str
    prefix: str
    most: int
    words: str

    def holds(self, id: str) -> bool:
        """Whether an id is that of something here; no definition can have one like it."""
        return id.startswith(self.prefix)

    def all_of(self, work: Work) -> tuple[PersonalReport, ...]:
        """Whoever acts finds their own."""
        person = work.actor.person_id
        return personal_reports.of_person(work.connection, person, kind=self.kind) if person else ()

    def find(self, work: Work, id: str) -> PersonalReport:
        """One by its link; what its reader sees of it their own rights decide, not those of the writer."""
        known = self.holds(id) and id.isascii() and id.isprintable()
        found = personal_reports.find(work.connection, id) if known else None
        if found is None or (found.removed_at is not None and found.person != work.actor.person_id):
            raise NotFound
        require(work, "report")
        return found

    def mine(self, work: Work, id: str) -> PersonalReport:
        """The same, if it is the actor's own."""
        kept = self.find(work, id)
        if kept.person != work.actor.person_id:
            raise NotAllowed(f"{self.words}.not_yours")
        return kept

    def keep(self, work: Work, text: str) -> str:
        """Puts a new one there and returns its id."""
        require(work, "report")
        if len(self.all_of(work)) >= self.most:
            raise Refused(f"{self.words}.too_many_own", n=self.most)
        id = f"{self.prefix}{secrets.token_hex(12)}"
        row = PersonalReport(id, work.actor.person_id, text, work.now, work.now, kind=self.kind)
        personal_reports.keep(work.connection, row)
        return id

    def change(self, work: Work, id: str, text: str) -> None:
        """Puts another text in its place."""
        self.mine(work, id)
        personal_reports.change(work.connection, id, text, work.now)

    def remove(self, work: Work, id: str, *, back: bool = False) -> None:
        """Takes it away, or puts it back; nothing of it is lost."""
        self.mine(work, id)
        personal_reports.remove(work.connection, id, None if back else work.now)


def title_of(data: Mapping[str, Any], untitled: str) -> Label:
    """What a text calls itself, as far as it can be read."""
    label = data.get("label")
    return Label.of(label if isinstance(label, (str, dict)) and label else None, untitled)


def refuse_long(text: str) -> None:
    """A text that would be read in part only is not kept."""
    if len(text) > LONGEST:
        raise Refused("reports.refused.too_long_own", n=LONGEST)
