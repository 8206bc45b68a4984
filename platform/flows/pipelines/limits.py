"""What happens around a limit: warnings before it, and what an unmet one does."""

from __future__ import annotations

from dataclasses import dataclass, field

from definitions import Duration

from .party import NOBODY, OWNER, SUPERIOR, Party


@dataclass(frozen=True)
class OverdueStep:
    """One answer to a limit: some time before it warn, at it or after it tell or escalate to somebody."""

    party: Party
    after: Duration | None = None
    escalates: bool = False
    message: str | None = None
    tier: int = 0
    before: Duration | None = None
    place: int = field(default=0, compare=False)  # in the file, for those who find something wrong with it

    @property
    def is_breach(self) -> bool:
        """Whether it stands at the limit itself."""
        return self.before is None and self.after is None


@dataclass(frozen=True)
class Limit:
    """A time limit on the record itself and what an unmet one does."""

    within: Duration
    overdue: tuple[OverdueStep, ...] = ()


# Where an admin wrote nothing for the moment of the limit, that it passed is still written down, and nobody is told.
BREACH = OverdueStep(NOBODY)
TELL_OWNER = (OverdueStep(OWNER),)
# A promise that nobody wrote steps for: its owner is reminded shortly before and told at its time, then their superior.
PROMISED = (
    OverdueStep(OWNER, before=Duration(15, "minutes")),
    OverdueStep(OWNER),
    OverdueStep(SUPERIOR, after=Duration(1, "days", True), escalates=True, tier=1),
)
TELL_BOTH = (OverdueStep(OWNER), OverdueStep(SUPERIOR, tier=1))
