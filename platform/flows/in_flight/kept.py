"""Stages of an earlier revision, added to a pipeline for the records that still stand in them; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from definitions import Catalog
from records import InFlightRow

from ..pipelines import Pipeline, Stage
from .answers import ASK, MIGRATE


def with_kept(catalog: Catalog, acts: Sequence[InFlightRow], earlier: Mapping[int, Catalog]) -> Catalog:
    """The catalog with what the acts, the newest first, say about stages that are not in it."""
    newest: dict[tuple[str, str], InFlightRow] = {}
    for act in acts:
        if act.from_revision in earlier:
            newest.setdefault((act.pipeline, act.stage), act)
    changed = {}
    for pipeline in catalog.all("pipeline"):
        mine = [act for (id, _), act in newest.items() if id == pipeline.id]
        if mine:
            changed["pipeline", pipeline.id] = _with_stages(pipeline, mine, earlier)
    return catalog.replacing(changed) if changed else catalog


def _with_stages(pipeline: Pipeline, acts: Sequence[InFlightRow], earlier: Mapping[int, Catalog]) -> Pipeline:
    kept: list[tuple[int, Stage]] = []
    for act in acts:
        before = earlier[act.from_revision].find("pipeline", pipeline.id)
        stage = before.stage(act.stage) if before else None
        if stage is not None:
            kept.append((before.place(stage.id), _held(pipeline, stage) if act.choice == ASK else stage))
    moved = tuple(
        (act.stage, act.target) for act in acts if act.choice == MIGRATE and act.undone_at is None and act.target
    )
    return replace(pipeline, kept=tuple(kept), successors=moved)


def _held(pipeline: Pipeline, stage: Stage) -> Stage:
    """Held back: nothing happens by itself, nothing is asked for, and every way is open to whoever decides."""
    ways = tuple(each.id for each in pipeline.stages)
    tasks = tuple(replace(task, must=False) for task in stage.tasks)
    return replace(stage, next=ways, back=(), moves=(), leave_when=None, limit=None, wake=None, tasks=tasks)
