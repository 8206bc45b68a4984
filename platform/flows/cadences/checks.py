"""What only a look across files finds about cadences: names that nothing has, steps nobody comes to, circles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from definitions import WARNING, Catalog, Problem, check, suggest
from forms import Wanted, expression_problems
from rules import Expression, Scope

from ..automations.checks import event_problems
from ..automations.reading import written_on
from ..facts import facts_scope
from ..never import never_holds
from ..record_names import OUTCOMES
from ..steps import Place, Step, step_problems
from .definition import END, SENDS, Branch, Cadence, CadenceStep, Jump, Wait

Path = tuple[Any, ...]


@check
def cadences_name_what_exists(catalog: Catalog) -> Iterable[Problem]:
    """Form, stages, outcomes and fields of a cadence are there, and its steps can be done."""
    for cadence in catalog.all("cadence"):
        if catalog.find("form", cadence.form) is None:
            hint = suggest(cadence.form, [form.id for form in catalog.all("form")])
            yield catalog.problem(cadence, ("form",), "flows.problem.unknown_form", name=cadence.form, suggestion=hint)
            continue
        scope = facts_scope(catalog, cadence.form)
        yield from _entry_problems(catalog, cadence, scope)
        yield from _stop_problems(catalog, cadence)
        for path, rule in _rules(cadence):
            yield from expression_problems(catalog, scope, Wanted(cadence, path, rule))
        yield from _action_problems(catalog, cadence, scope)


@check
def cadences_can_be_walked(catalog: Catalog) -> Iterable[Problem]:
    """Every step is come to, jumps arrive somewhere, and no circle is without a wait."""
    for cadence in catalog.all("cadence"):
        yield from _unknown_steps(catalog, cadence)
        if any(step.id not in _reached(cadence) for step in cadence.steps):
            unreached = [step.id for step in cadence.steps if step.id not in _reached(cadence)]
            path = ("steps", cadence.places[unreached[0]])
            yield catalog.problem(cadence, path, "cadence.problem.unreached", step=unreached[0])
        for step in _in_a_restless_circle(cadence):
            path = ("steps", cadence.places[step])
            yield catalog.problem(cadence, path, "cadence.problem.restless", step=step)
        if not any(isinstance(step.does, Step) for step in cadence.steps):
            yield catalog.problem(cadence, ("steps",), "cadence.problem.does_nothing")


def _entry_problems(catalog: Catalog, cadence: Cadence, scope: Scope) -> Iterator[Problem]:
    enter = cadence.enter
    for path, one in written_on(catalog.written("cadence", cadence.id), ("enter", "on")):
        if isinstance(one, dict):
            yield from event_problems(catalog, cadence, path, one)
            if "event" not in one:
                yield catalog.problem(cadence, path, "cadence.problem.enters_by_event")
    if enter.when is None:
        if not enter.by_hand and not enter.occasions:
            yield catalog.problem(cadence, ("enter",), "cadence.problem.enters_nobody")
        return
    yield from expression_problems(catalog, scope, Wanted(cadence, ("enter", "if"), enter.when))
    if never_holds(enter.when):
        params = {"rule": enter.when.text}
        yield catalog.problem(cadence, ("enter", "if"), "automation.problem.never_met", level=WARNING, **params)
    if not enter.occasions and not enter.when.is_timeless:
        yield catalog.problem(cadence, ("enter", "if"), "cadence.problem.time_enters_nobody", level=WARNING)


def _stop_problems(catalog: Catalog, cadence: Cadence) -> Iterator[Problem]:
    lines = catalog.of_form("pipeline", cadence.form)
    stages = [stage.id for line in lines for stage in line.stages]
    for number, stage in enumerate(cadence.stop.stages):
        if stage not in stages:
            path = ("stop", "stages", number)
            hint = suggest(stage, stages)
            yield catalog.problem(cadence, path, "flows.problem.unknown_stage", name=stage, suggestion=hint)
    outcomes = {*OUTCOMES, *(stage.outcome for line in lines for stage in line.stages)}
    for number, outcome in enumerate(cadence.stop.outcomes):
        if outcome not in outcomes:
            path, hint = ("stop", "outcomes", number), suggest(outcome, outcomes)
            yield catalog.problem(cadence, path, "cadence.problem.no_outcome", name=outcome, suggestion=hint)


def _action_problems(catalog: Catalog, cadence: Cadence, scope: Scope) -> Iterator[Problem]:
    place = Place(catalog, cadence, ("steps",), cadence.form, scope)
    for number, step in enumerate(cadence.steps):
        if isinstance(step.does, Step):
            yield from step_problems((step.does,), place, first=number)
    if cadence.ripe is not None:
        yield from step_problems(cadence.ripe.do, Place(catalog, cadence, ("ripe", "do"), cadence.form, scope))
    sends = any(step.kind in SENDS for step in cadence.steps)
    if cadence.limits and not sends:
        yield catalog.problem(cadence, ("limits",), "cadence.problem.sends_nothing", level=WARNING)


def _rules(cadence: Cadence) -> Iterator[tuple[Path, Expression]]:
    if cadence.stop.when is not None:
        yield ("stop", "if"), cadence.stop.when
    if cadence.ripe is not None:
        yield ("ripe", "if"), cadence.ripe.when
    for number, step in enumerate(cadence.steps):
        if isinstance(step.does, Branch):
            for way, one in enumerate(step.does.ways):
                yield ("steps", number, "branch", way, "if"), one.when


def _unknown_steps(catalog: Catalog, cadence: Cadence) -> Iterator[Problem]:
    known = [*cadence.places, END]
    for number, step in enumerate(cadence.steps):
        for path, target in _targets(step):
            if target not in known:
                hint = suggest(target, known)
                yield catalog.problem(
                    cadence, ("steps", number, *path), "cadence.problem.no_step", name=target, suggestion=hint
                )


def _targets(step: CadenceStep) -> Iterator[tuple[Path, str]]:
    if isinstance(step.does, Jump):
        yield ("go",), step.does.to
    if isinstance(step.does, Branch):
        yield from ((("branch", number, "go"), way.go) for number, way in enumerate(step.does.ways))
        if step.does.otherwise is not None:
            yield ("else",), step.does.otherwise


def _next_of(cadence: Cadence, step: CadenceStep) -> list[str]:
    """Where one may go from a step."""
    found = [target for _, target in _targets(step) if target in cadence.places]
    following = cadence.after(step.id)
    ends = isinstance(step.does, Jump) and step.does.to == END
    falls_through = not ends and (not isinstance(step.does, Branch) or step.does.otherwise is None)
    return [*found, following] if falls_through and following is not None else found


def _reached(cadence: Cadence) -> set[str]:
    reached, waiting = set(), [cadence.steps[0].id] if cadence.steps else []
    while waiting:
        id = waiting.pop()
        if id not in reached:
            reached.add(id)
            waiting += _next_of(cadence, cadence.step(id))
    return reached


def _in_a_restless_circle(cadence: Cadence) -> list[str]:
    """Steps that come back to themselves without a wait or a task on the way: they would go round in one moment."""
    restless = [step for step in cadence.steps if not isinstance(step.does, Wait) and not step.waits_for_task]
    ids = {step.id for step in restless}
    ways = {step.id: [each for each in _next_of(cadence, step) if each in ids] for step in restless}
    return [id for id in ways if isinstance(cadence.step(id).does, Jump) and _comes_back(id, ways)]


def _comes_back(id: str, ways: dict[str, list[str]]) -> bool:
    seen, waiting = set(), list(ways[id])
    while waiting:
        each = waiting.pop()
        if each == id:
            return True
        if each not in seen:
            seen.add(each)
            waiting += ways[each]
    return False
