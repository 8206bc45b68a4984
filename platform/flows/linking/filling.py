"""What a record hands over: values for a record of another form, from those it has."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from accounts import Work
from rules import Env

from ..record_story.showing import record_words
from ..stored import house_env
from ..subject import Subject, look_many
from ..written import Written, raw_values


@dataclass(frozen=True)
class Giving:
    """A record as values are taken from it; whatever the actor may see, the admin decided what is handed over."""

    work: Work
    subject: Subject
    env: Env

    @cached_property
    def values(self) -> Mapping[str, Any]:
        return self.subject.values

    def words(self, language: str) -> Mapping[str, str]:
        """Its values as people read them."""
        zone = self.env.timezone
        return record_words(self.work, self.subject, reader=self.work.actor, language=language, timezone=zone)


def subjects_of(work: Work, form: str, records: Collection[int]) -> dict[int, Subject]:
    """The records that give, whoever may see them."""
    return look_many(work.as_system(), form, records)


def values_for(work: Work, subject: Subject, values: Mapping[str, Written], form: str) -> dict[str, Any]:
    """What a door of the other form takes."""
    system = work.as_system()
    return raw_values(values, Giving(system, subject, house_env(system)), form)
