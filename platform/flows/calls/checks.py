"""Checks of call scripts: their form and tasks, the order of their points, and points that can never be met."""

from __future__ import annotations

from collections.abc import Iterator

from definitions import WARNING, Catalog, Problem, check, suggest

from .definition import CallScript
from .likeness import Plain

# Each is held against every turn of a call.
MOST_WAYS = 500


@check
def scripts_can_be_followed(catalog: Catalog) -> Iterator[Problem]:
    """Every script belongs to a form, to tasks that exist, and asks for nothing that cannot be."""
    for script in catalog.all("call_script"):
        if catalog.find("form", script.form) is None:
            hint = suggest(script.form, [each.id for each in catalog.all("form")])
            yield catalog.problem(script, ("form",), "flows.problem.unknown_form", name=script.form, suggestion=hint)
            continue
        yield from _task_problems(catalog, script)
        yield from _order_problems(catalog, script)
        yield from _word_problems(catalog, script)


def _task_problems(catalog: Catalog, script: CallScript) -> Iterator[Problem]:
    lines = catalog.of_form("pipeline", script.form)
    known = [task.id for line in lines for stage in line.stages for task in stage.tasks]
    for place, task in enumerate(script.tasks):
        if task not in known:
            hint = suggest(task, known)
            yield catalog.problem(script, ("tasks", place), "calls.problem.no_task", name=task, suggestion=hint)


def _order_problems(catalog: Catalog, script: CallScript) -> Iterator[Problem]:
    known = [point.id for point in script.points if not point.forbidden]
    for place, point in enumerate(script.points):
        if point.after is None:
            continue
        path = ("points", place, "after")
        if point.after not in known:
            hint = suggest(point.after, known)
            yield catalog.problem(script, path, "calls.problem.no_point", name=point.after, suggestion=hint)
        elif _goes_round(script, point.id):
            yield catalog.problem(script, path, "calls.problem.circle", name=point.id)


def _goes_round(script: CallScript, start: str) -> bool:
    seen, here = {start}, script.point(start)
    while here is not None and here.after is not None:
        if here.after in seen:
            return True
        seen.add(here.after)
        here = script.point(here.after)
    return False


def _word_problems(catalog: Catalog, script: CallScript) -> Iterator[Problem]:
    ways = sum(len(point.says) for point in script.points)
    if ways > MOST_WAYS:
        yield catalog.problem(script, ("points",), "calls.problem.too_many", n=ways, most=MOST_WAYS)
    required = sum(not point.forbidden for point in script.points)
    for number, point in enumerate(script.points):
        path = ("forbidden", number - required) if point.forbidden else ("points", number)
        for place, phrase in enumerate(point.says):
            if not Plain.of(phrase).letters:
                here = (*path, "says", place)
                yield catalog.problem(script, here, "calls.problem.no_words", level=WARNING, phrase=phrase)
