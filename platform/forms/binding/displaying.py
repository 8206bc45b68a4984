"""Values as people read them, and as JSON keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from accounts import EVERYWHERE, Work
from definitions import Catalog

from ..definition import FormDefinition
from ..fields import Context
from ..linked.references import Lookups
from ..lists.record_columns import readable_columns, record_columns

OF_VALUES = "?"


def display(form: FormDefinition, field: str, value: Any, language: str, *, context: Context | None = None) -> str:
    """One field's value in words; people and records need a context that can look them up."""
    return form.field(field).type.display(value, context or Context(language=language))


def context_of(work: Work, *, prose: bool = False) -> Context:
    """How whoever works reads values: their language, their zone, names looked up within their rights."""
    return Context(work.language, work.timezone, Lookups(work), prose, year=work.year)


def display_values(
    work: Work,
    form: str,
    values: Mapping[str, Any],
    *,
    names: Iterable[str] | None = None,
    prose: bool = True,
    stage: str | None = OF_VALUES,
) -> dict[str, str]:
    """Field ids and system names with their values in words, for scripts and notices; only what may be seen.

    The stage is the one of the values, unless they are of another time; of values that say nothing of it, what is
    hidden in one is hidden.
    """
    stage = values.get("stage", EVERYWHERE) if stage == OF_VALUES else stage
    columns, context = readable_columns(work, form, stage=stage), context_of(work, prose=prose)
    wanted = columns if names is None else [name for name in names if name in columns]
    return {name: columns[name].type.display(values.get(name), context) for name in wanted if name in values}


def json_values(catalog: Catalog, form: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as JSON, as events and whatever else is stored keep them."""
    columns = record_columns(catalog, form)
    return {name: columns[name].type.to_json(value) for name, value in values.items() if name in columns}


def told_values(catalog: Catalog, form: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The same for programs outside: of what is sensitive only as much as everybody sees."""
    columns = record_columns(catalog, form)
    masks = {name: columns[name].type.masked for name in values if name in columns and columns[name].sealed}
    written = json_values(catalog, form, values)
    return {name: masks[name](values[name]) if name in masks and value else value for name, value in written.items()}


def values_from_json(form: FormDefinition, stored: Mapping[str, Any]) -> dict[str, Any]:
    """What `json_values` wrote of a form's own fields, as values again."""
    return {name: form.field(name).type.from_json(value) for name, value in stored.items() if name in form.by_id}
