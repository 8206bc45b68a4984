"""What follows from records coming in, gathered on the way, so that each table is written once."""

from __future__ import annotations

from dataclasses import dataclass, field

from accounts import Work
from records import Event, Timer, timers

from ..happenings import happened_to_many


@dataclass(frozen=True)
class Aftermath:
    """Events, in the order in which they happened to each record, and timers whose keys nobody had before."""

    events: list[Event] = field(default_factory=list)
    timers: list[Timer] = field(default_factory=list)

    def write(self, work: Work) -> None:
        """Keep all of it."""
        happened_to_many(work, self.events)
        timers.start_fresh(work.connection, self.timers)
