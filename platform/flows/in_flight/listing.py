"""What was decided about records in flight, and how many still stand in stages that are kept for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from accounts import Work, people
from definitions import Label
from forms import table_of
from records import InFlightRow, in_flight, stages_in_use

from ..pipelines import Pipeline, Stage
from .answers import ASK, KEEP, MIGRATE


@dataclass(frozen=True)
class Standing:
    """A stage of an earlier revision with the records that are left in it."""

    pipeline: Pipeline
    stage: Stage
    choice: str
    records: int

    @property
    def targets(self) -> tuple[Stage, ...]:
        """Where they could be taken at once."""
        return tuple(stage for stage in self.pipeline.stages if stage.outcome == self.stage.outcome)


@dataclass(frozen=True)
class ActView:
    """One decision as it is told: what was where, by whom, and whether it can be taken back."""

    row: InFlightRow
    pipeline: Label
    stage: Label
    target: Label | None
    who: str | None
    can_undo: bool


def standing_records(work: Work) -> tuple[Standing, ...]:
    """The stages that are kept or held back, with how many records stand in them; those that are empty left out."""
    asked = {(act.pipeline, act.stage) for act in reversed(in_flight.listing(work.connection)) if act.choice == ASK}
    return tuple(one for pipeline in work.catalog.all("pipeline") for one in _standing(work, pipeline, asked))


def acts_since(work: Work, revision: int = 0, *, limit: int = 50) -> tuple[ActView, ...]:
    """What was decided, the newest first."""
    acts = in_flight.listing(work.connection, since=revision, limit=limit)
    names = people.names(work.connection, {act.actor for act in acts if act.actor is not None})
    return tuple(_view(work, act, names.get(act.actor)) for act in acts)


def _standing(work: Work, pipeline: Pipeline, asked: set[tuple[str, str]]) -> Iterator[Standing]:
    kept = [stage for stage in pipeline.known_stages if pipeline.is_kept(stage.id)]
    counts = stages_in_use(work.connection, table_of(work.catalog, pipeline.form), pipeline.id) if kept else {}
    for stage in kept:
        if counts.get(stage.id):
            choice = ASK if (pipeline.id, stage.id) in asked else KEEP
            yield Standing(pipeline, stage, choice, counts[stage.id])


def _view(work: Work, act: InFlightRow, who: str | None) -> ActView:
    pipeline: Pipeline | None = work.catalog.find("pipeline", act.pipeline)
    stage = pipeline.stage(act.stage) if pipeline else None
    target = pipeline.stage(act.target) if pipeline and act.target else None
    return ActView(
        act,
        pipeline.label if pipeline else Label.of(act.pipeline),
        stage.label if stage else Label.of(act.stage),
        (target.label if target else Label.of(act.target)) if act.target else None,
        who,
        can_undo=act.choice == MIGRATE and act.undone_at is None and stage is not None,
    )
