"""Which fields of a form fill themselves sooner or later: whoever edits a record need not look through them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from definitions import Catalog


def brought(catalog: Catalog, form: str) -> frozenset[str]:
    """What automations, and tasks that open another record, write by themselves."""
    return frozenset(_by_automations(catalog, form)) | frozenset(_by_tasks(catalog, form))


def asked_elsewhere(catalog: Catalog, form: str, stage: str | None) -> frozenset[str]:
    """What a move asks for on its way, and what links and visits bring; but what the stage itself waits for."""
    stages = [one for pipeline in catalog.of_form("pipeline", form) for one in pipeline.stages]
    here = {name for one in stages if one.id == stage for name in _of_stage(one.asked, one.leave_when)}
    moves = frozenset(name for one in stages for name in one.asked)
    return (moves | frozenset(_by_links(catalog, form))) - here


def _of_stage(asked: Collection[str], guard: object) -> Iterator[str]:
    yield from asked
    yield from getattr(guard, "names", ())


def _by_automations(catalog: Catalog, form: str) -> Iterator[str]:
    for automation in catalog.of_form("automation", form):
        for _, steps in automation.branches():
            for step in steps:
                yield from (name for event, names in step.action.causes() if event == "edited" for name in names)


def _by_tasks(catalog: Catalog, form: str) -> Iterator[str]:
    for pipeline in catalog.of_form("pipeline", form):
        for task in (task for stage in pipeline.stages for task in stage.tasks if task.opens is not None):
            yield from (task.opens.link,) if task.opens.link else ()
            yield from task.opens.brings


def _by_links(catalog: Catalog, form: str) -> Iterator[str]:
    for public in catalog.of_form("public_form", form):
        yield from public.accepted - frozenset(public.fields)
