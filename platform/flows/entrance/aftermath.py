"""What follows from records coming in, gathered on the way, so that each table is written once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts import Work
from records import Event, Timer, timers

from ..happenings import happened_to_many


@dataclass(frozen=True)
class Aftermath:
    """Events, in the order in which they happened to each record, and timers whose keys nobody had before.

    `known` are the values of the records, for those who follow what happened to them.
    """

    events: list[Event] = field(default_factory=list)
    timers: list[Timer] = field(default_factory=list)
    known: dict[tuple[str, int], Mapping[str, Any]] = field(default_factory=dict)

    def write(self, work: Work) -> None:
        """Keep all of it."""
        happened_to_many(work, self.events, known=self.known)
        timers.start_fresh(work.connection, self.timers)
