"""What is wrong with tasks as a set: orders that never come about, people nobody can name, moves that lack a value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from definitions import WARNING, Catalog, Problem, check, suggest
from forms import Wanted, expression_problems, gives

from .approval import BACK, Approval
from .definition import Pipeline
from .name_checks import pipeline_scope
from .stage import Stage
from .task import TaskDefinition


@check
def tasks_follow_one_another(catalog: Catalog) -> Iterable[Problem]:
    """What comes after something names a task of the same stage, and no two wait for each other."""
    for pipeline in catalog.all("pipeline"):
        places = {task.id: path for path, task in pipeline.placed_tasks()}
        for stage in pipeline.stages:
            tasks = {task.id: task for task in stage.tasks}
            for task in tasks.values():
                yield from _order_problems(catalog, pipeline, task, tasks, places[task.id])


def _order_problems(
    catalog: Catalog, pipeline: Pipeline, task: TaskDefinition, tasks: Mapping[str, TaskDefinition], path: tuple
) -> Iterator[Problem]:
    others = [id for id in tasks if id != task.id]
    for earlier in task.after:
        if earlier not in tasks:
            hint = suggest(earlier, others)
            yield catalog.problem(pipeline, (*path, "after"), "tasks.problem.after_what", name=earlier, suggestion=hint)
    if _waits_for_itself(task, tasks):
        yield catalog.problem(pipeline, (*path, "after"), "tasks.problem.after_itself", task=task.id)


def _waits_for_itself(task: TaskDefinition, tasks: Mapping[str, TaskDefinition]) -> bool:
    seen: set[str] = set()
    waiting = list(task.after)
    while waiting:
        name = waiting.pop()
        if name == task.id:
            return True
        if name in tasks and name not in seen:
            seen.add(name)
            waiting.extend(tasks[name].after)
    return False


@check
def people_are_named_by_fields(catalog: Catalog) -> Iterable[Problem]:
    """A field that says who does a task holds a person."""
    for pipeline in catalog.all("pipeline"):
        form = catalog.find("form", pipeline.form)
        for path, task in pipeline.placed_tasks():
            if form is None or task.who.kind != "field":
                continue
            found = form.find(task.who.value)
            if found is None:
                hint = suggest(task.who.value, form.by_id)
                params = {"name": task.who.value, "suggestion": hint}
                yield catalog.problem(pipeline, (*path, "who"), "flows.problem.unknown_field", **params)
            elif found.type_name != "person":
                yield catalog.problem(pipeline, (*path, "who"), "tasks.problem.not_a_person", name=task.who.value)


@check
def approvals_show_and_return(catalog: Catalog) -> Iterable[Problem]:
    """What approvers see is in the form, a field that names one holds a person, a no goes to a stage that is there."""
    for pipeline in catalog.all("pipeline"):
        form = catalog.find("form", pipeline.form)
        for path, task in pipeline.placed_tasks():
            if task.approve is not None and form is not None:
                yield from _approval_problems(catalog, pipeline, task.approve, (*path, "approve"), form)


def _approval_problems(
    catalog: Catalog, pipeline: Pipeline, approval: Approval, path: tuple[Any, ...], form: Any
) -> Iterator[Problem]:
    for number, name in enumerate(approval.shows):
        if form.find(name) is None:
            params = {"name": name, "suggestion": suggest(name, form.by_id)}
            yield catalog.problem(pipeline, (*path, "shows", number), "flows.problem.unknown_field", **params)
    to = approval.rejected_to
    if to not in (None, BACK) and pipeline.stage(to) is None:
        params = {"name": to, "suggestion": suggest(to, [*(stage.id for stage in pipeline.stages), BACK])}
        yield catalog.problem(pipeline, (*path, "rejected", "to"), "flows.problem.unknown_stage", **params)
    for party in (party for tier in approval.tiers for party in tier.by if party.kind == "field"):
        field = form.find(party.value)
        if field is None or field.type_name != "person":
            yield catalog.problem(pipeline, path, "tasks.problem.not_a_person", name=party.value)
    for number, tier in enumerate(approval.tiers[:-1]):
        if tier.when is None:
            yield catalog.problem(pipeline, (*path, "tiers", number), "approving.problem.hides_the_rest", tier=tier.id)


@check
def plays_are_for_stages(catalog: Catalog) -> Iterable[Problem]:
    """A play names open stages that are there, or is for all of them."""
    for pipeline in catalog.all("pipeline"):
        used = {task.id for stage in pipeline.stages for task in stage.tasks}
        for number, play in enumerate(pipeline.plays):
            if play.id not in used:
                yield catalog.problem(pipeline, ("plays", number), "tasks.problem.play_nowhere", task=play.id)


@check
def used_texts_fit_the_form(catalog: Catalog) -> Iterable[Problem]:
    """A script that is written for one form is not used for another."""
    for pipeline in catalog.all("pipeline"):
        for path, task in pipeline.placed_tasks():
            for script in task.scripts:
                if script.form not in (None, pipeline.form):
                    params = {"name": script.id, "form": script.form}
                    yield catalog.problem(pipeline, (*path, "script"), "tasks.problem.other_form", **params)


@check
def moves_bring_what_is_asked(catalog: Catalog) -> Iterable[Problem]:
    """What a record brings along when it moves by itself fits the fields; what it may lack is said."""
    for pipeline in catalog.all("pipeline"):
        if catalog.find("form", pipeline.form) is None:
            continue
        for place, stage in enumerate(pipeline.stages):
            for number in range(len(stage.moves)):
                yield from _move_problems(catalog, pipeline, stage, number, ("stages", place, "moves", number))


def _move_problems(
    catalog: Catalog, pipeline: Pipeline, stage: Stage, number: int, path: tuple[Any, ...]
) -> Iterator[Problem]:
    move, form = stage.moves[number], catalog.get("form", pipeline.form)
    scope = pipeline_scope(catalog, pipeline)
    for name, rule in move.fills:
        field = form.find(name)
        if field is not None:
            yield from expression_problems(catalog, scope, Wanted(pipeline, (*path, "set", name), rule, gives(field)))
    target = pipeline.stage(move.to)
    brought = {name for name, _ in move.fills} | (move.when.names if move.when else frozenset())
    for name in target.ask if target else ():
        if name not in brought:
            params = {"field": name, "stage": move.to}
            yield catalog.problem(pipeline, path, "tasks.problem.move_may_lack", level=WARNING, **params)
