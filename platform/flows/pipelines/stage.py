"""What an admin wrote about one stage: what is asked, what is done there, where it goes on, what happens by itself."""

from __future__ import annotations

from dataclasses import dataclass

from definitions import Duration, Label
from rules import Expression

from .limits import TELL_BOTH, OverdueStep
from .outcomes import EXITS, OPEN
from .task import TaskDefinition


@dataclass(frozen=True)
class Wake:
    """When a parked record comes back, with which words, and where to."""

    on: str
    hook: str | None = None
    to: str = "previous"


@dataclass(frozen=True)
class AutomaticMove:
    """A way that a record takes by itself: once a condition holds, or so long after it came in if it still does."""

    id: str
    to: str
    label: Label
    when: Expression | None = None
    after: Duration | None = None
    fills: tuple[tuple[str, Expression], ...] = ()


@dataclass(frozen=True)
class Stage:
    """One place on the path: what to do there, how long, and what opens the way out."""

    id: str
    label: Label
    outcome: str = OPEN
    limit: Duration | None = None
    tasks: tuple[TaskDefinition, ...] = ()
    leave_when: Expression | None = None
    next: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    may_skip: bool = False
    ask: tuple[str, ...] = ()
    may_ask: tuple[str, ...] = ()
    wake: Wake | None = None
    moves: tuple[AutomaticMove, ...] = ()
    overdue: tuple[OverdueStep, ...] = TELL_BOTH

    @property
    def is_open(self) -> bool:
        return self.outcome == OPEN

    @property
    def is_exit(self) -> bool:
        """Leaving the path for here is always free: nobody has to finish a call to find the number dead."""
        return self.outcome in EXITS

    @property
    def ways(self) -> tuple[str, ...]:
        """Everywhere it goes to by hand."""
        return (*self.next, *self.back)

    @property
    def asked(self) -> tuple[str, ...]:
        """The fields shown on entering: those that must be filled, then those that may be."""
        return (*self.ask, *self.may_ask)

    def task(self, task_id: str) -> TaskDefinition | None:
        return next((task for task in self.tasks if task.id == task_id), None)

    def move(self, move_id: str) -> AutomaticMove | None:
        return next((move for move in self.moves if move.id == move_id), None)
