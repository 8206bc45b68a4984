"""The tasks that no stage has: what automations and cadences open, by the ids that reports know them by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from definitions import Catalog, Label, with_gaps

from .actions.task import OpenTask
from .steps import Step


def own_tasks(catalog: Catalog, form: str) -> Iterator[tuple[str, Label]]:
    """Each with its title, of which a record's values are left out."""
    for automation in catalog.of_form("automation", form):
        for _, steps in automation.branches():
            yield from _opened(steps)
    for cadence in catalog.of_form("cadence", form):
        yield from _opened(step.does for step in cadence.steps if isinstance(step.does, Step))
        yield from _opened(cadence.ripe.do if cadence.ripe else ())


def _opened(steps: Iterable[Step]) -> Iterator[tuple[str, Label]]:
    for step in steps:
        if isinstance(step.action, OpenTask):
            yield step.action.id, with_gaps(step.action.title)
