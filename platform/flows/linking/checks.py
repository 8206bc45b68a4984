"""What is wrong with tasks that open records of other forms, once all files are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from definitions import Catalog, Problem, check, suggest
from forms import FieldDefinition, FormDefinition

from ..facts import facts_scope
from ..pipelines import BACK, Opens, Pipeline, TaskDefinition
from ..steps import Place, written_problems

Path = tuple[Any, ...]


@check
def opened_records_fit_their_form(catalog: Catalog) -> Iterable[Problem]:
    """The form is there, takes what is handed over, and has stages with which the task can end."""
    for pipeline in catalog.all("pipeline"):
        if catalog.find("form", pipeline.form) is None:
            continue
        for path, task in pipeline.placed_tasks():
            if task.opens is not None:
                yield from _opens_problems(catalog, pipeline, task, (*path, "opens"))


@check
def forms_open_one_another_once(catalog: Catalog) -> Iterable[Problem]:
    """A record whose first stage opens another whose first stage opens the first would have no end."""
    at_once = {form.id: _opened_at_once(catalog, form.id) for form in catalog.all("form")}
    for pipeline in catalog.all("pipeline"):
        for path, task in pipeline.placed_tasks():
            begins = task.opens is not None and task.opens.form in at_once.get(pipeline.form, ())
            if begins and pipeline.form in _reached(task.opens.form, at_once):
                params = {"form": task.opens.form}
                yield catalog.problem(pipeline, (*path, "opens"), "linking.problem.circle", **params)


def _opens_problems(catalog: Catalog, pipeline: Pipeline, task: TaskDefinition, path: Path) -> Iterator[Problem]:
    opens = task.opens
    if task.approve is not None or task.repeat is not None:
        yield catalog.problem(pipeline, path, "linking.problem.one_or_the_other", task=task.id)
    form = catalog.find("form", opens.form)
    if form is None:
        hint = suggest(opens.form, [one.id for one in catalog.all("form")])
        params = {"name": opens.form, "suggestion": hint}
        yield catalog.problem(pipeline, (*path, "form"), "flows.problem.unknown_form", **params)
        return
    here = Place(catalog, pipeline, path, pipeline.form, facts_scope(catalog, pipeline.form))
    there = Place(catalog, pipeline, path, opens.form, facts_scope(catalog, opens.form))
    yield from written_problems(opens.values, here, opens.form, "values")
    yield from written_problems(opens.brings, there, pipeline.form, "brings")
    yield from _link_problems(here, "origin", opens.origin, form, pipeline.form)
    yield from _link_problems(here, "link", opens.link, catalog.get("form", pipeline.form), opens.form)
    yield from _missing_values(here, opens, form)
    yield from _outcome_problems(here, opens, pipeline)


def _link_problems(place: Place, key: str, name: str | None, form: FormDefinition, to: str) -> Iterator[Problem]:
    if name is None:
        return
    field = form.find(name)
    if field is None or getattr(field.type, "form", None) != to:
        yield place.problem("linking.problem.no_link", key, name=name, form=form.id, to=to)


def _missing_values(place: Place, opens: Opens, form: FormDefinition) -> Iterator[Problem]:
    """What a record there cannot do without, and nothing gives."""
    for field in form.fields:
        given = field.id in opens.values or field.id == opens.origin or _has_default(field)
        if field.required and not given:
            yield place.problem("linking.problem.not_given", "values", field=field.label)


def _has_default(field: FieldDefinition) -> bool:
    return field.default is not None or field.default_formula is not None


def _outcome_problems(place: Place, opens: Opens, pipeline: Pipeline) -> Iterator[Problem]:
    lines = place.catalog.of_form("pipeline", opens.form)
    stages = {stage.id for line in lines for stage in line.stages}
    for key, named in (("done", opens.done), ("rejected", opens.rejected)):
        for name in named:
            if name not in stages:
                path = (key, "at") if key == "rejected" else (key,)
                yield place.problem("flows.problem.unknown_stage", *path, name=name, suggestion=suggest(name, stages))
    ends = opens.done or [stage for line in lines for stage in line.stages if stage.outcome == "won"]
    if not ends:
        yield place.problem("linking.problem.never_done", "form", form=opens.form)
    to = opens.rejected_to
    if to not in (None, BACK) and pipeline.stage(to) is None:
        known = [*(stage.id for stage in pipeline.stages), BACK]
        yield place.problem("flows.problem.unknown_stage", "rejected", "to", name=to, suggestion=suggest(to, known))


def _opened_at_once(catalog: Catalog, form: str) -> frozenset[str]:
    """What a record of the form opens as it comes in."""
    found: set[str] = set()
    for pipeline in catalog.of_form("pipeline", form):
        seen, waiting = set(), [pipeline.start]
        while waiting:
            stage = pipeline.stage(waiting.pop())
            if stage is None or stage.id in seen:
                continue
            seen.add(stage.id)
            found |= {task.opens.form for task in stage.tasks if task.opens is not None and not task.by_hand}
            waiting += [move.to for move in stage.moves if move.after is None]
    return frozenset(found)


def _reached(form: str, at_once: dict[str, frozenset[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = [form]
    while waiting:
        for other in at_once.get(waiting.pop(), ()):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return seen
