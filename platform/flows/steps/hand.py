"""What a step is done with: the work, the record in hand, what was handed over, and a key that no other step has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from accounts import Person, Work
from definitions import LANGUAGES, Label, Refused, fill, names_in
from rules import Env

from ..crew import Crew
from ..facts import facts
from ..pipelines import OverdueStep, Party
from ..record_story.showing import record_words, words_for
from ..stored import house_env
from ..subject import Subject, take

GIVEN = "given."


@dataclass(frozen=True)
class Hand:
    """One step's worth of acting on one record, or on none; made anew for each step, so that it sees the last one."""

    work: Work
    form: str
    record: int | None
    key: str
    label: Label
    given: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def subject(self) -> Subject:
        """The record, locked, as it is now."""
        if self.record is None:
            raise Refused("automation.refused.no_record")
        return take(self.work, self.form, self.record)

    @cached_property
    def env(self) -> Env:
        """The house's time and calendar."""
        return house_env(self.work)

    @cached_property
    def crew(self) -> Crew:
        """Everybody who works here."""
        return Crew(self.work)

    @cached_property
    def values(self) -> Mapping[str, Any]:
        """All that a rule may name."""
        given = {f"{GIVEN}{name}": value for name, value in self.given.items()}
        return {**(facts(self.work, self.subject) if self.record is not None else {}), **given}

    def people(self, parties: Iterable[Party]) -> tuple[int, ...]:
        """Everybody whom these words mean, each once."""
        owner = self.subject.owner if self.record is not None else None
        found = (self.crew.receivers(OverdueStep(party, tier=1), owner) for party in parties)
        return tuple(dict.fromkeys(person for some in found for person in some))

    def filled(self, text: Label) -> Label:
        """A text with the record's values in it, in each of our languages."""
        if not names_in(text):
            return text
        return Label.of({language: fill(text.text(language), self.words(language)) for language in LANGUAGES})

    def words(self, language: str, reader: Person | None = None) -> dict[str, str]:
        """What texts fill in: the record's values as they are read, and what was handed over."""
        more = {name: str(value) for name, value in self.given.items() if value is not None}
        if self.record is None:
            return more
        if reader is not None:
            return {**words_for(self.work, self.subject, reader), **more}
        actor, zone = self.work.actor, self.env.timezone
        return {**record_words(self.work, self.subject, reader=actor, language=language, timezone=zone), **more}
