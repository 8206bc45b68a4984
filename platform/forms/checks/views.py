"""Checks of views and public forms against the forms they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from definitions import WARNING, Catalog, Problem, check, names_in

from ..definition import FormDefinition
from ..expressions import Wanted, expression_problems
from ..field_definition import FieldDefinition
from ..lists.record_columns import record_columns
from ..lists.shape import KANBAN, date_columns, lane_columns
from ..lists.view_definition import ViewDefinition
from ..public_form_definition import BY, PublicFormDefinition
from ..scope import scope_of
from ..system_names import SYSTEM_TYPES
from .fields import unknown, unknown_field, value_problems


@check
def views_show_what_exists(catalog: Catalog) -> Iterator[Problem]:
    """Columns, sorting, grouping, conditions and roles of views."""
    for view in catalog.all("view"):
        form = catalog.find("form", view.form)
        if form is None:
            yield unknown(catalog, view, ("form",), ("form", view.form))
            continue
        for path, id in _view_names(view):
            yield from unknown_field(catalog, view, path, (id, form), more=SYSTEM_TYPES)
        yield from expression_problems(catalog, scope_of(catalog, form.id), Wanted(view, ("where",), view.where))
        yield from _layout(catalog, view, form)
        for position, role in enumerate(view.roles):
            if catalog.find("role", role) is None:
                yield unknown(catalog, view, ("roles", position), ("role", role))


def _view_names(view: ViewDefinition) -> Iterator[tuple[tuple[Any, ...], str]]:
    yield from ((("columns", position), id) for position, id in enumerate(view.columns))
    yield from ((("sort", position), id.removeprefix("-")) for position, id in enumerate(view.sort))
    for key in ("group", "kanban", "calendar"):
        if getattr(view, key):
            yield (key,), getattr(view, key)


def _layout(catalog: Catalog, view: ViewDefinition, form: FormDefinition) -> Iterator[Problem]:
    """What makes the lanes of a board has few values, and what places in a calendar is a day."""
    columns = record_columns(catalog, form.id)
    lanes, dates = tuple(lane_columns(columns)), tuple(date_columns(columns))
    for key, name, known in (("kanban", view.kanban, lanes), ("calendar", view.calendar, dates)):
        if name and name in columns and name not in known:
            params = {"field": columns[name].label, "known": [columns[each].label for each in known] or "–"}
            yield catalog.problem(view, (key,), f"forms.problem.no_{key}", **params)
    if view.layout == KANBAN and not lanes:
        yield catalog.problem(view, ("layout",), "forms.problem.no_lanes", form=form.label)


@check
def one_default_view_a_form(catalog: Catalog) -> Iterator[Problem]:
    """Two views cannot both be the one that opens first for the same people."""
    for form in catalog.all("form"):
        taken: dict[str, str] = {}
        for view in (view for view in catalog.of_form("view", form.id) if view.default):
            for role in view.roles or ("*",):
                if role in taken:
                    yield catalog.problem(view, ("default",), "forms.problem.second_default", first=taken[role])
                taken.setdefault(role, view.id)


@check
def public_forms_can_be_sent(catalog: Catalog) -> Iterator[Problem]:
    """A visitor can fill in what is asked, and what is asked is enough."""
    for public in catalog.all("public_form"):
        form = catalog.find("form", public.form)
        if form is None:
            yield unknown(catalog, public, ("form",), ("form", public.form))
            continue
        yield from _asked(catalog, public, form)
        yield from _filled_in(catalog, public, form)
        yield from _missing(catalog, public, form)
        yield from _said_after(catalog, public)


def _said_after(catalog: Catalog, public: PublicFormDefinition) -> Iterator[Problem]:
    """Only the moment of the answer can be told, and only where one is promised."""
    known = {BY} if public.answer_within is not None else set()
    for name in sorted(names_in(public.thanks or "") - known):
        yield catalog.problem(public, ("thanks",), "forms.problem.thanks_tell", name=name)


def _asked(catalog: Catalog, public: PublicFormDefinition, form: FormDefinition) -> Iterator[Problem]:
    for path, id in _public_fields(catalog, public):
        yield from unknown_field(catalog, public, path, (id, form))
        field = form.find(id)
        if field is None:
            continue
        if field.computed:
            yield catalog.problem(public, path, "forms.problem.asks_computed", field=id)
        if field.type.refers:
            yield catalog.problem(public, path, "forms.problem.asks_link", field=id)


def _public_fields(catalog: Catalog, public: PublicFormDefinition) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Each asked field with its place, whether the file has steps or plain fields."""
    if len(public.steps) == 1 and not public.steps[0].label:
        yield from ((("fields", position), id) for position, id in enumerate(public.fields))
        return
    for number, step in enumerate(public.steps):
        yield from ((("steps", number, "fields", position), id) for position, id in enumerate(step.fields))


def _filled_in(catalog: Catalog, public: PublicFormDefinition, form: FormDefinition) -> Iterator[Problem]:
    for id, value in public.values.items():
        yield from unknown_field(catalog, public, ("values", id), (id, form))
        if form.find(id):
            yield from value_problems(catalog, public, ("values", id), (form.field(id), value))
    for key, carried in (("from_link", public.from_link), ("from_visit", public.from_visit)):
        for name, id in carried.items():
            yield from unknown_field(catalog, public, (key, name), (id, form))
    for place, each in enumerate(public.by_link):
        for id, value in each.values.items():
            path = ("by_link", place, "values", id)
            yield from unknown_field(catalog, public, path, (id, form))
            if form.find(id):
                yield from value_problems(catalog, public, path, (form.field(id), value))


def _missing(catalog: Catalog, public: PublicFormDefinition, form: FormDefinition) -> Iterator[Problem]:
    asked = {*public.fields, *public.values}
    for field in form.fields:
        if field.id in asked or field.computed or field.default is not None or field.default_formula:
            continue
        if field.required and not field.visible_when:
            yield catalog.problem(public, ("form",), "forms.problem.not_asked", field=field.label)
        elif _may_be_required(field):
            params = {"level": WARNING, "field": field.label}
            yield catalog.problem(public, ("form",), "forms.problem.perhaps_not_asked", **params)


def _may_be_required(field: FieldDefinition) -> bool:
    return field.required_when is not None or (field.required and field.visible_when is not None)
