"""The names a pipeline uses: its form, the fields it asks for, tasks, roles, messages and what its rules read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from definitions import LANGUAGES, Catalog, Label, Problem, check, suggest
from forms import SCOPE_EXTENSIONS, scope_of, system_label
from rules import ContextFunction, Expression, Name, RuleError, Scope, Type
from rules import check as check_rule

from .definition import Pipeline
from .limits import OverdueStep
from .party import Party
from .stage import Stage

Path = tuple[Any, ...]
FUNCTIONS = {
    "done": {"zh": "「{argument}」已完成", "en": "“{argument}” is done"},
    "skipped": {"zh": "「{argument}」已跳过", "en": "“{argument}” was skipped"},
}


def pipeline_scope(catalog: Catalog, pipeline: Pipeline) -> Scope:
    """What the rules of a pipeline may name: the form's fields, and `done(task)`, `skipped(task)` for its tasks."""
    return catalog.derived(("pipeline_scope", pipeline.id), lambda: _scope(catalog, pipeline))


def _scope(catalog: Catalog, pipeline: Pipeline) -> Scope:
    base = scope_of(catalog, pipeline.form)
    labels = {task.id: _texts(task.label) for stage in pipeline.stages for task in stage.tasks}
    functions = {name: ContextFunction(Type.YES_NO, labels, words) for name, words in FUNCTIONS.items()}
    return Scope(base.names, {**base.functions, **functions})


@SCOPE_EXTENSIONS.register("pipelines")
def _stages_as_choices(catalog: Catalog, form: str) -> Scope:
    """`stage = 'quote'` and `pipeline = …` are checked against what there is, and said with its labels."""
    pipelines = catalog.of_form("pipeline", form)
    stages = {stage.id: _texts(stage.label) for stage in stages_in_order(pipelines)}
    names = {
        "pipeline": Name(Type.CHOICE, system_label("pipeline"), {one.id: _texts(one.label) for one in pipelines}),
        "stage": Name(Type.CHOICE, system_label("stage"), stages),
    }
    return Scope(names if pipelines else {})


def stages_in_order(pipelines: Iterable[Pipeline]) -> list[Stage]:
    """The stages of several pipelines as one path: what only one has stands behind what it follows there."""
    ordered: list[Stage] = []
    for pipeline in pipelines:
        place = 0
        for stage in pipeline.stages:
            known = next((at for at, one in enumerate(ordered) if one.id == stage.id), None)
            if known is None:
                ordered.insert(place, stage)
            place = (place if known is None else known) + 1
    return ordered


def _texts(label: Label) -> dict[str, str]:
    return {language: label.text(language) for language in LANGUAGES}


@check
def pipelines_name_what_exists(catalog: Catalog) -> Iterable[Problem]:
    """Form, fields, tasks, roles, teams and messages that a pipeline names are there."""
    for pipeline in catalog.all("pipeline"):
        form = catalog.find("form", pipeline.form)
        if form is None:
            params = {"name": pipeline.form, "suggestion": suggest(pipeline.form, [f.id for f in catalog.all("form")])}
            yield catalog.problem(pipeline, ("form",), "flows.problem.unknown_form", **params)
            continue
        yield from _field_problems(catalog, pipeline, form)
        yield from _rule_problems(catalog, pipeline)
        yield from _party_problems(catalog, pipeline)
        yield from _grade_problems(catalog, pipeline)


def _grade_problems(catalog: Catalog, pipeline: Pipeline) -> Iterator[Problem]:
    """A rhythm goes by the bands that the form's scorecard gives."""
    bands = [band.id for card in catalog.of_form("scorecard", pipeline.form) for band in card.bands]
    for grade in pipeline.follow_up.beats if pipeline.follow_up else ():
        if grade is not None and grade not in bands:
            path, hint = ("follow_up", "by_grade", grade), suggest(grade, bands)
            yield catalog.problem(pipeline, path, "flows.problem.unknown_grade", name=grade, suggestion=hint)


def _field_problems(catalog: Catalog, pipeline: Pipeline, form: Any) -> Iterator[Problem]:
    types = {field.id: field.type_name for field in form.fields}
    for path, name, wanted in _fields_named(pipeline):
        if name not in types:
            hint = suggest(name, types)
            yield catalog.problem(pipeline, path, "flows.problem.unknown_field", name=name, suggestion=hint)
        elif wanted and types[name] not in wanted:
            yield catalog.problem(pipeline, path, "flows.problem.wake_needs_date", name=name)


def _fields_named(pipeline: Pipeline) -> Iterator[tuple[Path, str, tuple[str, ...]]]:
    for place, stage in enumerate(pipeline.stages):
        for key in ("ask", "may_ask"):
            yield from ((("stages", place, key, n), name, ()) for n, name in enumerate(getattr(stage, key)))
        for number, move in enumerate(stage.moves):
            yield from ((("stages", place, "moves", number, "set", name), name, ()) for name, _ in move.fills)
        if stage.wake is not None:
            yield ("stages", place, "wake", "on"), stage.wake.on, ("date", "datetime")
            if stage.wake.hook:
                yield ("stages", place, "wake", "hook"), stage.wake.hook, ()


def _rule_problems(catalog: Catalog, pipeline: Pipeline) -> Iterator[Problem]:
    scope = pipeline_scope(catalog, pipeline)
    for path, rule in _rules(pipeline):
        try:
            found = check_rule(rule, scope)
        except RuleError as error:
            yield catalog.problem(pipeline, path, "flows.problem.rule", error=error)
            continue
        if found not in (Type.YES_NO, Type.NULL):
            yield catalog.problem(pipeline, path, "flows.problem.not_a_condition", got=str(found))


def _rules(pipeline: Pipeline) -> Iterator[tuple[Path, Expression]]:
    if pipeline.when is not None:
        yield ("when",), pipeline.when
    for place, milestone in enumerate(pipeline.milestones):
        if milestone.when is not None:
            yield ("milestones", place, "when"), milestone.when
    for place, stage in enumerate(pipeline.stages):
        if stage.leave_when is not None:
            yield ("stages", place, "leave_when"), stage.leave_when
        for number, move in enumerate(stage.moves):
            if move.when is not None:
                yield ("stages", place, "moves", number, "when"), move.when
    for path, task in pipeline.placed_tasks():
        if task.when is not None:
            yield (*path, "when"), task.when
        for number, tier in enumerate(task.approve.tiers if task.approve else ()):
            if tier.when is not None:
                yield (*path, "approve", "tiers", number, "when"), tier.when


def _party_problems(catalog: Catalog, pipeline: Pipeline) -> Iterator[Problem]:
    roles = [role.id for role in catalog.all("role")]
    messages = [message.id for message in catalog.all("message")]
    for path, party in _parties(pipeline):
        if party.kind == "role" and party.value not in roles:
            hint = suggest(party.value, roles)
            yield catalog.problem(pipeline, path, "flows.problem.unknown_role", name=party.value, suggestion=hint)
    for path, step in _steps(pipeline):
        if step.message and step.message not in messages:
            hint = suggest(step.message, messages)
            yield catalog.problem(
                pipeline, (*path, "message"), "flows.problem.unknown_message", name=step.message, suggestion=hint
            )


def _parties(pipeline: Pipeline) -> Iterator[tuple[Path, Party]]:
    for path, task in pipeline.placed_tasks():
        yield (*path, "who"), task.who
        for number, tier in enumerate(task.approve.tiers if task.approve else ()):
            yield from (((*path, "approve", "tiers", number, "by"), party) for party in tier.by)
    for path, step in _steps(pipeline):
        yield path, step.party


def _steps(pipeline: Pipeline) -> Iterator[tuple[Path, OverdueStep]]:
    yield from _placed(("promises", "overdue"), pipeline.promises)
    yield from _placed(("follow_up", "overdue"), pipeline.follow_up.overdue if pipeline.follow_up else ())
    for name in ("first_response", "silence", "untouched"):
        limit = getattr(pipeline, name)
        yield from _placed((name, "overdue"), limit.overdue if limit else ())
    for place, stage in enumerate(pipeline.stages):
        yield from _placed(("stages", place, "overdue"), stage.overdue)
    for path, task in pipeline.placed_tasks():
        yield from _placed((*path, "overdue"), task.overdue)


def _placed(path: Path, steps: Iterable[OverdueStep]) -> Iterator[tuple[Path, OverdueStep]]:
    return (((*path, step.place), step) for step in steps)
