"""What only a look across files finds about automations: names that nothing has, and flows that never or always run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from accounts import sight_of
from definitions import WARNING, Catalog, Problem, check, suggest
from forms import Wanted, expression_problems
from rules import Type

from ..never import never_holds
from ..steps import Place, step_problems
from .definition import DO, ELSE, Automation, date_fields, scope_for
from .occasions import FILTERS, Occasion
from .reading import written_on

Path = tuple[Any, ...]
UNKNOWN = {"stage": "flows.problem.unknown_stage", "field": "flows.problem.unknown_field"}


@check
def automations_name_what_exists(catalog: Catalog) -> Iterable[Problem]:
    """Form, role, calendar, fields and words of an automation are there, and its steps can be done."""
    for automation in catalog.all("automation"):
        if catalog.find("form", automation.form) is None:
            yield _unknown(catalog, automation, ("form",), "form", automation.form)
            continue
        yield from _rule_problems(catalog, automation)
        yield from _occasion_problems(catalog, automation)
        yield from _rights_problems(catalog, automation)
        for branch, steps in automation.branches():
            scope = scope_for(catalog, automation)
            place = Place(catalog, automation, (branch,), automation.form, scope, automation.has_record)
            yield from step_problems(steps, place)


@check
def automations_can_run_and_end(catalog: Catalog) -> Iterable[Problem]:
    """A condition can hold, and no automation starts itself."""
    for automation in catalog.all("automation"):
        if automation.when is not None and never_holds(automation.when):
            params = {"rule": automation.when.text}
            yield catalog.problem(automation, ("if",), "automation.problem.never_met", level=WARNING, **params)
        if automation.schedules and automation.otherwise:
            yield catalog.problem(automation, (ELSE,), "automation.problem.else_of_schedule")
        yield from _circle_problems(catalog, automation)


def _rule_problems(catalog: Catalog, automation: Automation) -> Iterator[Problem]:
    scope = scope_for(catalog, automation)
    yield from expression_problems(catalog, scope, Wanted(automation, ("if",), automation.when))
    if automation.when is not None and "me" in automation.when.names:
        yield catalog.problem(automation, ("if",), "automation.problem.no_me")


def _occasion_problems(catalog: Catalog, automation: Automation) -> Iterator[Problem]:
    written = list(written_on(catalog.written("automation", automation.id), ("on",)))
    for path, one in written:
        if not isinstance(one, dict):
            continue
        yield from event_problems(catalog, automation, path, one)
        if "field" in one:
            yield from _moment_problems(catalog, automation, path, one)
        if "calendar" in one and catalog.find("calendar", one["calendar"]) is None:
            yield _unknown(catalog, automation, (*path, "calendar"), "calendar", one["calendar"])
    if len(written) > 1 and not automation.has_record and len(automation.schedules) < len(written):
        yield catalog.problem(automation, ("on",), "automation.problem.mixed_records")


def event_problems(catalog: Catalog, definition: Any, path: Path, written: dict) -> Iterator[Problem]:
    """Words that an occasion asks of its event and that the configuration does not have."""
    for name, filter in FILTERS.get(written.get("event"), {}).items():
        known = filter.known(catalog, definition.form) if name in written else None
        if known is None:
            continue
        words = written[name] if isinstance(written[name], list) else [written[name]]
        for word in words:
            if word not in known:
                key = UNKNOWN.get(filter.what, f"automation.problem.no_{filter.what}")
                yield catalog.problem(definition, (*path, name), key, name=word, suggestion=suggest(word, known))


def _moment_problems(catalog: Catalog, automation: Automation, path: Path, written: dict) -> Iterator[Problem]:
    known, name = date_fields(catalog, automation.form), written["field"]
    if name not in known:
        params = {"name": name, "suggestion": suggest(name, known)}
        yield catalog.problem(automation, (*path, "field"), "automation.problem.no_date", **params)
    elif "at" in written and known[name] is Type.DATETIME:
        yield catalog.problem(automation, (*path, "at"), "automation.problem.moment_has_time", name=name)


def _rights_problems(catalog: Catalog, automation: Automation) -> Iterator[Problem]:
    if automation.rights is None:
        return
    role = catalog.find("role", automation.rights)
    if role is None:
        yield _unknown(catalog, automation, ("rights",), "role", automation.rights)
    elif "all" not in sight_of(catalog, role, automation.form):
        # It owns no record and is in no team, so such a role would see none.
        yield catalog.problem(automation, ("rights",), "automation.problem.sees_nothing", role=role.label)


def _circle_problems(catalog: Catalog, automation: Automation) -> Iterator[Problem]:
    """A call of itself never ends; a change it waits for itself ends at the guard, unless its condition ends it."""
    for branch, steps in automation.branches():
        for number, step in enumerate(steps):
            path = (branch, number, step.action.name)
            if getattr(step.action, "automation", None) == automation.id:
                yield catalog.problem(automation, path, "automation.problem.calls_itself")
            causes = tuple(step.action.causes())
            if branch == DO and not automation.once and any(_starts(one, causes) for one in automation.occasions):
                yield catalog.problem(automation, path, "automation.problem.starts_itself", level=WARNING)


def _starts(occasion: Occasion, causes: tuple[tuple[str, frozenset[str]], ...]) -> bool:
    """Whether what a step does is what the automation waits for; words nobody asked for count as any."""
    wanted = {word for name, words in occasion.wanted for word in words}
    return any(occasion.event == event and (not wanted or not wanted.isdisjoint(words)) for event, words in causes)


def _unknown(catalog: Catalog, automation: Automation, path: Path, kind: str, name: str) -> Problem:
    hint = suggest(name, [one.id for one in catalog.all(kind)])
    key = f"automation.problem.no_{kind}" if kind == "calendar" else f"flows.problem.unknown_{kind}"
    return catalog.problem(automation, path, key, name=name, suggestion=hint)
