"""What an admin wrote about a pipeline, as frozen objects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from definitions import Label, Source, kind
from rules import Expression

from .limits import PROMISED, Limit, OverdueStep
from .milestone import Milestone
from .schema import PIPELINE_SCHEMA
from .skipping import OTHER, STAGE, TASK, SkipReason
from .stage import Stage
from .task import TaskDefinition

if TYPE_CHECKING:
    from .rhythm import Rhythm


@kind("pipeline", folder="pipelines")
@dataclass(frozen=True)
class Pipeline:
    """The stages that records of one form go through."""

    id: str
    form: str
    label: Label
    stages: tuple[Stage, ...]
    start: str
    plays: tuple[TaskDefinition, ...] = ()
    when: Expression | None = None
    skip_reasons: tuple[SkipReason, ...] = ()
    first_response: Limit | None = None
    silence: Limit | None = None
    untouched: Limit | None = None
    promises: tuple[OverdueStep, ...] = PROMISED
    follow_up: Rhythm | None = None
    next_step_required: bool = False
    milestones: tuple[Milestone, ...] = ()
    # Of an earlier revision, for the records that still stand there; each with its place on the path of then.
    kept: tuple[tuple[int, Stage], ...] = ()
    # Where records of a stage that went were taken, so that what comes back finds its way.
    successors: tuple[tuple[str, str], ...] = ()

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

    @cached_property
    def _kept(self) -> dict[str, tuple[int, Stage]]:
        return {stage.id: (place, stage) for place, stage in self.kept}

    @cached_property
    def _tasks(self) -> dict[str, TaskDefinition]:
        kept = {task.id: task for _, stage in self.kept for task in stage.tasks}
        return kept | {task.id: task for stage in self.stages for task in stage.tasks}

    def stage(self, stage_id: str | None) -> Stage | None:
        place = self._places.get(stage_id)
        if place is None:
            return self._kept[stage_id][1] if stage_id in self._kept else None
        return self.stages[place]

    def place(self, stage_id: str) -> int:
        """How far along the path a stage stands."""
        place = self._places.get(stage_id)
        return self._kept[stage_id][0] if place is None else place

    def is_kept(self, stage_id: str | None) -> bool:
        """Whether a stage is there only for the records that still stand in it."""
        return stage_id in self._kept and stage_id not in self._places

    @property
    def known_stages(self) -> tuple[Stage, ...]:
        """Every stage that a record may stand in: those of the path, and those that are kept."""
        return (*self.stages, *(stage for _, stage in self.kept if stage.id not in self._places))

    def now_called(self, stage_id: str) -> str:
        """A stage, or the one that its records were taken to when it went."""
        return stage_id if stage_id in self._places else dict(self.successors).get(stage_id, stage_id)

    def task(self, task_id: str) -> TaskDefinition | None:
        """A task of any stage, or a play."""
        return self._tasks.get(task_id)

    def task_of(self, task_id: str, grade: str | None) -> TaskDefinition | None:
        """The same, for a record of this grade: the rhythm asks something else of each."""
        if self.follow_up is not None and task_id == "follow_up":
            beat = self.follow_up.beat(grade)
            return beat.task if beat else None
        return self.task(task_id)

    @cached_property
    def reasons_to_jump(self) -> tuple[SkipReason, ...]:
        """Those that are offered for jumping over a stage, or leaving it early."""
        return tuple(reason for reason in self.skip_reasons if STAGE in reason.of)

    def reasons_to_skip(self, task_id: str) -> tuple[SkipReason, ...]:
        """Those that are offered for leaving a task out."""
        what = OTHER if self.task(task_id) is None else TASK
        return tuple(reason for reason in self.skip_reasons if what in reason.of)

    def skip_reason(self, reason_id: str) -> SkipReason | None:
        return next((reason for reason in self.skip_reasons if reason.id == reason_id), None)

    def milestone(self, milestone_id: str) -> Milestone | None:
        return next((one for one in self.milestones if one.id == milestone_id), None)

    def placed_tasks(self) -> Iterator[tuple[tuple[Any, ...], TaskDefinition]]:
        """Every task with its place in the file; a play once, however many stages it is for."""
        for place, stage in enumerate(self.stages):
            own = (task for task in stage.tasks if not task.is_play)
            yield from ((("stages", place, "tasks", number), task) for number, task in enumerate(own))
        yield from ((("plays", number), task) for number, task in enumerate(self.plays))

    @property
    def steps(self) -> tuple[Stage, ...]:
        """The path itself, without the exits beside it."""
        return tuple(stage for stage in self.stages if not stage.is_exit)
