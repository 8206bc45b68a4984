"""What every verb needs: where to write, what holds, who acts, when it is, and why where no person decided."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from definitions import Catalog

from .actor import SYSTEM, Actor
from .cause import Cause


@dataclass(frozen=True)
class Work:
    """One transaction's worth of acting; every verb of the upper layers takes it first."""

    connection: Connection
    catalog: Catalog
    actor: Actor
    now: datetime
    cause: Cause | None = None

    @property
    def language(self) -> str:
        """The language in which to answer the actor."""
        return self.actor.language

    @property
    def timezone(self) -> str:
        """The zone in which the actor reads and writes times."""
        return self.actor.timezone

    @property
    def year(self) -> int:
        """The year on the actor's own clock."""
        return self.now.astimezone(ZoneInfo(self.timezone)).year

    def as_system(self) -> Work:
        """The same work without the actor's limits, in the actor's language and zone."""
        system = replace(SYSTEM, language=self.actor.language, timezone=self.actor.timezone, catalog=self.catalog)
        return replace(self, actor=system)

    def as_actor(self, actor: Actor) -> Work:
        """The same work in somebody else's name."""
        return replace(self, actor=actor)

    def because(self, cause: Cause) -> Work:
        """The same work done by what an admin arranged; every event that comes of it says so."""
        return replace(self, cause=cause)

    def at(self, now: datetime) -> Work:
        """The same work at another time."""
        return replace(self, now=now)
