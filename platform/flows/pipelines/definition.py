"""What an admin wrote about a pipeline, as frozen objects."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from definitions import Duration, Label, Source, kind
from rules import Expression

from .schema import PIPELINE_SCHEMA

if TYPE_CHECKING:
    from .rhythm import Rhythm

OPEN, WON, LOST, PARKED, INVALID = "open", "won", "lost", "parked", "invalid"
EXITS = (LOST, PARKED, INVALID)


@dataclass(frozen=True)
class Party:
    """Whom a task or a notice is for: the owner, a superior, a role, a team or a person."""

    kind: str
    value: str | None = None

    @classmethod
    def of(cls, written: str | dict[str, str]) -> Party:
        """`owner`, `superior`, or `{role: manager}`, `{team: east}`, `{person: login}`."""
        if isinstance(written, str):
            return cls(written)
        ((kind, value),) = written.items()
        return cls(kind, value)


OWNER = Party("owner")
SUPERIOR = Party("superior")
NOBODY = Party("nobody")


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


@dataclass(frozen=True)
class TaskDefinition:
    """One step of a stage's standard procedure."""

    id: str
    label: Label
    within: Duration | None = None
    must: bool = False
    who: Party = OWNER
    script: Label | None = None
    asks: tuple[Label, ...] = ()
    minutes: int = 10
    contact: bool = False
    may_skip: bool = True
    when: Expression | None = None
    overdue: tuple[OverdueStep, ...] = TELL_OWNER


@dataclass(frozen=True)
class Wake:
    """When a parked record comes back, with which words, and where to."""

    on: str
    hook: str | None = None
    to: str = "previous"


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
    may_skip: bool = False
    ask: tuple[str, ...] = ()
    wake: Wake | None = None
    overdue: tuple[OverdueStep, ...] = TELL_BOTH

    @property
    def is_open(self) -> bool:
        return self.outcome == OPEN

    @property
    def is_exit(self) -> bool:
        """Leaving the path for here is always free: nobody has to finish a call to find the number dead."""
        return self.outcome in EXITS

    def task(self, task_id: str) -> TaskDefinition | None:
        return next((task for task in self.tasks if task.id == task_id), None)


@dataclass(frozen=True)
class SkipReason:
    """A reason an admin offers to those who jump over a step."""

    id: str
    label: Label


@dataclass(frozen=True)
class Limit:
    """A time limit on the record itself and what an unmet one does."""

    within: Duration
    overdue: tuple[OverdueStep, ...] = ()


@kind("pipeline", folder="pipelines")
@dataclass(frozen=True)
class Pipeline:
    """The stages that records of one form go through."""

    id: str
    form: str
    label: Label
    stages: tuple[Stage, ...]
    start: str
    when: Expression | None = None
    skip_reasons: tuple[SkipReason, ...] = ()
    first_response: Limit | None = None
    silence: Limit | None = None
    untouched: Limit | None = None
    promises: tuple[OverdueStep, ...] = PROMISED
    follow_up: Rhythm | None = None
    next_step_required: bool = False

    @classmethod
    def schema(cls) -> dict[str, Any]:
        from .rhythm import FOLLOW_UP_SCHEMA

        own = {**PIPELINE_SCHEMA["properties"], "follow_up": FOLLOW_UP_SCHEMA}
        return {**PIPELINE_SCHEMA, "properties": own}

    @classmethod
    def from_source(cls, source: Source) -> Pipeline:
        from .reading import read_pipeline

        return read_pipeline(source)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {stage.id: place for place, stage in enumerate(self.stages)}

    def stage(self, stage_id: str | None) -> Stage | None:
        place = self._places.get(stage_id)
        return None if place is None else self.stages[place]

    def place(self, stage_id: str) -> int:
        """How far along the path a stage stands."""
        return self._places[stage_id]

    def task(self, task_id: str) -> TaskDefinition | None:
        return next((task for stage in self.stages if (task := stage.task(task_id))), None)

    def task_of(self, task_id: str, grade: str | None) -> TaskDefinition | None:
        """The same, for a record of this grade: the rhythm asks something else of each."""
        if self.follow_up is not None and task_id == "follow_up":
            beat = self.follow_up.beat(grade)
            return beat.task if beat else None
        return self.task(task_id)

    def skip_reason(self, reason_id: str) -> SkipReason | None:
        return next((reason for reason in self.skip_reasons if reason.id == reason_id), None)

    @property
    def steps(self) -> tuple[Stage, ...]:
        """The path itself, without the exits beside it."""
        return tuple(stage for stage in self.stages if not stage.is_exit)
