"""Checks of import maps against the form they fill."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from definitions import Catalog, Problem, check, suggest

from ..definition import FormDefinition
from ..scope import scope_of
from ..spreadsheets.import_map import CREATE, OWNER, ImportMap
from .fields import not_comparable, unknown, unknown_field, value_problems

DATED = ("date", "datetime")


@check
def import_maps_fill_what_exists(catalog: Catalog) -> Iterator[Problem]:
    """Fields, keys, values, dates and the stage of a map."""
    for map in catalog.all("import_map"):
        form = catalog.find("form", map.form)
        if form is None:
            yield unknown(catalog, map, ("form",), ("form", map.form))
            continue
        yield from _columns(catalog, map, form)
        yield from _keys(catalog, map, form)
        yield from _dates(catalog, map, form)
        yield from _stage(catalog, map, form)


def _columns(catalog: Catalog, map: ImportMap, form: FormDefinition) -> Iterator[Problem]:
    taken: dict[str, str] = {}
    for column in map.columns:
        path = ("columns", column.column)
        yield from unknown_field(catalog, map, path, (column.field, form), more=(OWNER,))
        if column.field in taken:
            first = taken[column.field]
            yield catalog.problem(map, path, "forms.problem.filled_twice", field=column.field, first=first)
        taken[column.field] = column.column
        field = form.find(column.field)
        if field is not None:
            if field.computed:
                yield catalog.problem(map, path, "forms.problem.fills_computed", field=field.id)
            if column.between and not field.type.many:
                yield catalog.problem(map, (*path, "between"), "forms.problem.one_value", field=field.label)
            for word, value in column.values.items():
                yield from value_problems(catalog, map, (*path, "values", word), (field, value))
    for id, value in map.fixed.items():
        yield from unknown_field(catalog, map, ("set", id), (id, form))
        if form.find(id):
            yield from value_problems(catalog, map, ("set", id), (form.field(id), value))


def _keys(catalog: Catalog, map: ImportMap, form: FormDefinition) -> Iterator[Problem]:
    if map.mode != CREATE and not map.key:
        yield catalog.problem(map, ("mode",), "forms.problem.no_key", mode=map.mode)
    for position, id in enumerate(map.key):
        yield from unknown_field(catalog, map, ("key", position), (id, form))
        yield from not_comparable(catalog, map, ("key", position), (id, form))
        if form.find(id) and id not in map.fields:
            yield catalog.problem(map, ("key", position), "forms.problem.not_filled", field=id)


def _dates(catalog: Catalog, map: ImportMap, form: FormDefinition) -> Iterator[Problem]:
    places: list[tuple[tuple[Any, ...], str]] = [(("at",), map.at)] if map.at else []
    if map.stage and map.stage.at:
        places.append((("stage", "at"), map.stage.at))
    for path, id in places:
        yield from unknown_field(catalog, map, path, (id, form))
        field = form.find(id)
        if field is not None and field.type.rule_type not in DATED:
            yield catalog.problem(map, path, "forms.problem.not_a_date_field", field=id)
        elif field is not None and id not in map.fields:
            yield catalog.problem(map, path, "forms.problem.not_filled", field=id)


def _stage(catalog: Catalog, map: ImportMap, form: FormDefinition) -> Iterator[Problem]:
    """Stages are known where flows say so; a form without a pipeline has none to move to."""
    if map.stage is None:
        return
    stages = scope_of(catalog, form.id).names["stage"].choices
    if stages is not None and map.stage.to not in stages:
        hint = suggest(map.stage.to, stages)
        yield catalog.problem(map, ("stage", "to"), "forms.problem.unknown_stage", name=map.stage.to, suggestion=hint)
