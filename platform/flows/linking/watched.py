"""Which forms open records of others, and which are opened; known from the configuration alone."""

from __future__ import annotations

from collections.abc import Iterator

from definitions import Catalog

from ..pipelines import Opens


def opens_something(catalog: Catalog, form: str) -> bool:
    """Whether a task of the form's pipelines opens a record of another form."""
    return catalog.derived(("opens", form), lambda: any(_opens(catalog, form)))


def is_opened(catalog: Catalog, form: str) -> bool:
    """Whether a task of any pipeline opens records of the form."""
    return form in catalog.derived(("opened",), lambda: _opened(catalog))


def _opened(catalog: Catalog) -> frozenset[str]:
    return frozenset(opens.form for form in catalog.all("form") for opens in _opens(catalog, form.id))


def _opens(catalog: Catalog, form: str) -> Iterator[Opens]:
    for pipeline in catalog.of_form("pipeline", form):
        yield from (task.opens for _, task in pipeline.placed_tasks() if task.opens is not None)
