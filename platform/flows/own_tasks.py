"""The tasks that no stage has: what automations and cadences open, by the ids that reports know them by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from definitions import Catalog, Label, with_names
from forms import form_of

from .actions.task import OpenTask
from .steps import Step


def own_tasks(catalog: Catalog, form: str) -> Iterator[tuple[str, Label]]:
    """Each with its title, in which fields stand by their names where a record's values would."""
    names = {field.id: field.label for field in form_of(catalog, form).fields}
    for task in _opened(catalog, form):
        yield task.id, with_names(task.title, names)


def _opened(catalog: Catalog, form: str) -> Iterator[OpenTask]:
    for automation in catalog.of_form("automation", form):
        for _, steps in automation.branches():
            yield from _among(steps)
    for cadence in catalog.of_form("cadence", form):
        yield from _among(step.does for step in cadence.steps if isinstance(step.does, Step))
        yield from _among(cadence.ripe.do if cadence.ripe else ())


def _among(steps: Iterable[Step]) -> Iterator[OpenTask]:
    return (step.action for step in steps if isinstance(step.action, OpenTask))
