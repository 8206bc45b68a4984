"""What an admin wrote about records that nobody owns: who may take them, and what goes back to lie there."""

from __future__ import annotations

from dataclasses import dataclass

from definitions import Duration, Label
from rules import Expression

from .who import Who

AT_ONCE, NEVER_AGAIN = "at_once", "never"
WORK, CONTACT = "work", "contact"


@dataclass(frozen=True)
class WhyBack:
    """One of the reasons that people choose from, beside their words."""

    id: str
    label: Label


@dataclass(frozen=True)
class Pool:
    """Records that nobody owns, and who may take one."""

    id: str
    label: Label
    who: Who = Who()
    per_day: int | None = None
    open: int | None = None
    watch: Who | None = None
    former_owner: str | Duration = AT_ONCE  # when whoever had a record may claim it again
    reasons: tuple[WhyBack, ...] = ()  # why one gives a record back

    def reason(self, id: str | None) -> WhyBack | None:
        return next((one for one in self.reasons if one.id == id), None)


@dataclass(frozen=True)
class Recycle:
    """Which records go into a pool when nobody works on them for so long."""

    id: str
    label: Label
    idle: Duration
    to: str
    when: Expression | None = None
    counts: str = WORK
    warn: Duration | None = None
