"""What an admin wrote about one task: who, what, until when, after what, and what an unmet limit does."""

from __future__ import annotations

from dataclasses import dataclass

from definitions import Duration, Label
from rules import Expression

from .approval import Approval
from .limits import TELL_OWNER, OverdueStep
from .opens import Opens
from .party import OWNER, Party
from .script import Script

ENTRY = "entry"  # how a task came about that its stage began with


@dataclass(frozen=True)
class CheckItem:
    """One line of a task's checklist; what must be ticked holds its completion."""

    id: str
    label: Label
    must: bool = False


@dataclass(frozen=True)
class Repeat:
    """A task that is opened again after it was done, until its record leaves the stage."""

    every: Duration
    most: int | None = None


@dataclass(frozen=True)
class TaskDefinition:
    """One step of a stage's standard procedure."""

    id: str
    label: Label
    within: Duration | None = None
    must: bool = False
    who: Party = OWNER
    scripts: tuple[Script, ...] = ()
    asks: tuple[Label, ...] = ()
    checks: tuple[CheckItem, ...] = ()
    minutes: int = 10
    contact: bool = False
    may_skip: bool = True
    when: Expression | None = None
    after: tuple[str, ...] = ()
    by_hand: bool = False
    repeat: Repeat | None = None
    approve: Approval | None = None
    opens: Opens | None = None
    overdue: tuple[OverdueStep, ...] = TELL_OWNER
    # A play is written once for several stages; it is opened once for a record, when its signal shows.
    is_play: bool = False

    @property
    def waits(self) -> bool:
        """Whether it is done by others than who has it: it waits from when it opens."""
        return self.approve is not None or self.opens is not None

    @property
    def script(self) -> Label | None:
        """The first thing to say."""
        return self.scripts[0].text if self.scripts else None

    def check(self, id: str) -> CheckItem | None:
        """One line of the checklist."""
        return next((item for item in self.checks if item.id == id), None)
