"""What only a look at the whole pipeline finds: graphs nobody can walk, and names that nothing has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from definitions import Catalog, Problem, check, suggest

from .definition import Pipeline
from .stage import Stage


@check
def stages_can_be_walked(catalog: Catalog) -> Iterable[Problem]:
    """Every stage can be reached from the start, and every open one left again."""
    for pipeline in catalog.all("pipeline"):
        yield from _unknown_stages(catalog, pipeline)
        if pipeline.stage(pipeline.start) is None:
            continue
        reached = _reachable(pipeline)
        for place, stage in enumerate(pipeline.stages):
            path = ("stages", place)
            if stage.id not in reached:
                yield catalog.problem(pipeline, path, "flows.problem.unreachable", stage=stage.id, start=pipeline.start)
            if stage.is_open and not (stage.ways or stage.moves):
                yield catalog.problem(pipeline, path, "flows.problem.no_way_out", stage=stage.id)


@check
def ways_go_where_they_say(catalog: Catalog) -> Iterable[Problem]:
    """The way back goes back, and no stage moves its records to where they are."""
    for pipeline in catalog.all("pipeline"):
        for place, stage in enumerate(pipeline.stages):
            for number, target in enumerate(stage.back):
                if pipeline.stage(target) is not None and pipeline.place(target) >= place:
                    path = ("stages", place, "back", number)
                    yield catalog.problem(pipeline, path, "flows.problem.back_is_ahead", stage=target)
            for number, move in enumerate(stage.moves):
                if move.to == stage.id:
                    path = ("stages", place, "moves", number, "to")
                    yield catalog.problem(pipeline, path, "flows.problem.moves_to_itself", stage=stage.id)


@check
def parked_records_wake(catalog: Catalog) -> Iterable[Problem]:
    """A parked stage says when its records come back, asks for that date, and wakes to where work goes on."""
    for pipeline in catalog.all("pipeline"):
        for place, stage in enumerate(pipeline.stages):
            path = ("stages", place)
            if stage.outcome == "parked" and stage.wake is None:
                yield catalog.problem(pipeline, path, "flows.problem.never_wakes", stage=stage.id)
            if stage.wake is not None:
                yield from _wake_problems(catalog, pipeline, stage, (*path, "wake"))


@check
def skips_have_reasons(catalog: Catalog) -> Iterable[Problem]:
    """Where something may be skipped with a reason there are reasons to choose from."""
    for pipeline in catalog.all("pipeline"):
        if pipeline.reasons_to_jump:
            continue
        for place, stage in enumerate(pipeline.stages):
            if stage.may_skip:
                yield catalog.problem(pipeline, ("stages", place, "skip"), "flows.problem.no_skip_reasons")


def _unknown_stages(catalog: Catalog, pipeline: Pipeline) -> Iterator[Problem]:
    known = [stage.id for stage in pipeline.stages]
    named = [(("start",), pipeline.start)]
    for place, stage in enumerate(pipeline.stages):
        for key in ("next", "back"):
            named += [(("stages", place, key, n), target) for n, target in enumerate(getattr(stage, key))]
        named += [(("stages", place, "moves", n, "to"), move.to) for n, move in enumerate(stage.moves)]
        if stage.wake is not None and stage.wake.to != "previous":
            named.append((("stages", place, "wake", "to"), stage.wake.to))
    for path, name in named:
        if name not in known:
            hint = suggest(name, known)
            yield catalog.problem(pipeline, path, "flows.problem.unknown_stage", name=name, suggestion=hint)


def _reachable(pipeline: Pipeline) -> set[str]:
    reached, waiting = {pipeline.start}, [pipeline.start]
    while waiting:
        stage = pipeline.stage(waiting.pop())
        targets = [*stage.ways, *(move.to for move in stage.moves), *([stage.wake.to] if stage.wake else [])]
        for target in targets:
            if target not in reached and pipeline.stage(target) is not None:
                reached.add(target)
                waiting.append(target)
    return reached


def _wake_problems(catalog: Catalog, pipeline: Pipeline, stage: Stage, path: tuple) -> Iterator[Problem]:
    if stage.is_open:
        yield catalog.problem(pipeline, path, "flows.problem.wakes_while_open", stage=stage.id)
    if stage.wake.on not in stage.ask:
        yield catalog.problem(pipeline, path, "flows.problem.wake_not_asked", field=stage.wake.on)
    if _wakes_in_a_circle(pipeline, stage):
        yield catalog.problem(pipeline, path, "flows.problem.wakes_in_a_circle", stage=stage.id)


def _wakes_in_a_circle(pipeline: Pipeline, stage: Stage) -> bool:
    """Two parked stages that wake into each other would never be seen by anybody."""
    seen = {stage.id}
    while stage.wake is not None and stage.wake.to != "previous":
        stage = pipeline.stage(stage.wake.to)
        if stage is None:
            return False
        if stage.id in seen:
            return True
        seen.add(stage.id)
    return False
