"""Checks of fields that reach beyond their record's row: rollups, rows inside, codes of another field's value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from definitions import Catalog, Problem, check, suggest
from rules import Scope

from ..definition import FormDefinition
from ..expressions import Wanted, expression_problems
from ..field_definition import FieldDefinition
from ..fields.rollup import WHEN
from ..scope import name_of, scope_of
from ..system_names import SYSTEM_TYPES
from .fields import gives, unknown, unknown_field

ORDERED = ("number", "date", "datetime")
TAKEN = (*ORDERED, "text", "yes_no", "reference")
Path = tuple[Any, ...]


@check
def rollups_roll_up_what_links_here(catalog: Catalog) -> Iterator[Problem]:
    """The form, its link and its fields are there, and the measure can be taken of them."""
    for form in catalog.all("form"):
        for position, field in enumerate(form.fields):
            if field.type_name == "rollup":
                yield from _rollup(catalog, form, ("fields", position), field)


@check
def rows_have_sound_columns(catalog: Catalog) -> Iterator[Problem]:
    """Ids of a child table's columns are its own, and its formulas read the row and nothing else."""
    for form in catalog.all("form"):
        for position, field in enumerate(form.fields):
            if field.type_name == "child_table":
                yield from _columns(catalog, form, ("fields", position, "fields"), field)


@check
def codes_show_what_there_is(catalog: Catalog) -> Iterator[Problem]:
    """A QR code of a field's value names a field; one of pictures or of another code would say nothing."""
    for form in catalog.all("form"):
        for position, field in enumerate(form.fields):
            shown = getattr(field.type, "value_of", None)
            if shown is None:
                continue
            path = ("fields", position, "value_of")
            yield from unknown_field(catalog, form, path, (shown, form))
            source = form.find(shown)
            if source is not None and (source.type.virtual or source.type.storage in ("json", "list")):
                yield catalog.problem(form, path, "forms.problem.no_code_of", field=source.label)


def _rollup(catalog: Catalog, form: FormDefinition, path: Path, field: FieldDefinition) -> Iterator[Problem]:
    kind = field.type
    source = catalog.find("form", kind.of)
    if field.formula is not None:
        yield catalog.problem(form, (*path, "formula"), "forms.problem.computed_twice", field=field.label)
    if source is None:
        yield unknown(catalog, form, (*path, "of"), ("form", kind.of))
        return
    yield from _link_here(catalog, form, path, (field, source))
    yield from _measured(catalog, form, path, (field, source))
    yield from _condition(catalog, form, path, field)


def _link_here(
    catalog: Catalog, form: FormDefinition, path: Path, said: tuple[FieldDefinition, FormDefinition]
) -> Iterator[Problem]:
    field, source = said
    place = (*path, "through")
    links = [each.id for each in source.fields if each.type.refers == "record" and each.type.form == form.id]
    through = source.find(field.type.through)
    if through is None or through.id not in links:
        params = {"name": field.type.through, "of": source.label, "form": form.label}
        hint = suggest(field.type.through, links) or ", ".join(links)
        yield catalog.problem(form, place, "forms.problem.no_link_here", **params, suggestion=hint)


def _measured(
    catalog: Catalog, form: FormDefinition, path: Path, said: tuple[FieldDefinition, FormDefinition]
) -> Iterator[Problem]:
    field, source = said
    kind = field.type
    measures = [name for name in kind.written if name != kind.measure]
    if measures:
        names = ", ".join(kind.written)
        yield catalog.problem(form, (*path, measures[0]), "forms.problem.one_measure", names=names)
    if kind.field is not None:
        place = (*path, kind.measure)
        yield from unknown_field(catalog, form, place, (kind.field, source))
        measured = source.find(kind.field)
        fits = {"sum": ("number",), "average": ("number",), "min": ORDERED, "max": ORDERED}.get(kind.measure, TAKEN)
        if measured is not None and (measured.type.storage not in fits or measured.type.virtual):
            yield catalog.problem(form, place, "forms.problem.cannot_measure", field=measured.label)
    if kind.by != WHEN and kind.by not in SYSTEM_TYPES:
        yield from unknown_field(catalog, form, (*path, "by"), (kind.by, source))
    by = scope_of(catalog, source.id).names.get(kind.by)
    if by is not None and by.type.value not in ("date", "datetime", "number"):
        yield catalog.problem(form, (*path, "by"), "forms.problem.no_order_by", field=by.label)


def _condition(catalog: Catalog, form: FormDefinition, path: Path, field: FieldDefinition) -> Iterator[Problem]:
    where = field.type.where
    if where is None:
        return
    names = {name: known for name, known in scope_of(catalog, field.type.of).names.items() if name != "me"}
    yield from expression_problems(catalog, Scope(names), Wanted(form, (*path, "where"), where))
    if not where.is_timeless:
        yield catalog.problem(form, (*path, "where"), "forms.problem.rollup_needs_time", field=field.label)
    elif not where.sql_able:
        yield catalog.problem(form, (*path, "where"), "forms.problem.rollup_not_in_sql", field=field.label)


def _columns(catalog: Catalog, form: FormDefinition, path: Path, field: FieldDefinition) -> Iterator[Problem]:
    columns = field.type.columns
    filled = [column for column in columns if not column.computed]
    scope = Scope({column.id: name_of(column.type, column.label) for column in filled})
    seen: set[str] = set()
    for position, column in enumerate(columns):
        place = (*path, position)
        if column.id in seen:
            yield catalog.problem(form, (*place, "id"), "forms.problem.field_twice", field=column.id)
        seen.add(column.id)
        for setting, kind in (("form", "form"), ("role", "role"), ("list", "list")):
            target = getattr(column.type, setting, None)
            if target and catalog.find(kind, target) is None:
                yield unknown(catalog, form, (*place, setting), (kind, target))
        if getattr(column.type, "parent", None) or column.offered_when:
            yield catalog.problem(form, place, "forms.problem.no_narrowing_in_rows", field=column.label)
        if column.formula is None:
            continue
        yield from expression_problems(catalog, scope, Wanted(form, (*place, "formula"), column.formula, gives(column)))
        if not column.formula.is_timeless:
            yield catalog.problem(form, (*place, "formula"), "forms.problem.rows_need_no_time", field=column.label)
