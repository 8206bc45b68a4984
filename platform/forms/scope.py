"""What rules about a form may name, and the table and columns behind the names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Table

from definitions import Catalog
from records import ColumnSpec, FormSpec, record_table
from rules import Name, Scope, Type

from .definition import FormDefinition
from .field_definition import FieldDefinition
from .fields.choice import Choosing
from .system_names import system_columns, system_scope

FIELD = "f_"


def form_of(catalog: Catalog, form: str) -> FormDefinition:
    """The form's definition; NotFound when this revision has none of that id."""
    return catalog.get("form", form)


def scope_of(catalog: Catalog, form: str) -> Scope:
    """The form's fields, the system names, `me`, and what engines add; a field goes before a system name."""
    return catalog.derived(("scope", form), lambda: _scope(catalog, form))


def _scope(catalog: Catalog, form: str) -> Scope:
    system = system_scope(catalog, form)
    fields = {field.id: name_of(field) for field in form_of(catalog, form).fields}
    return Scope({**system.names, **fields}, system.functions)


def name_of(field: FieldDefinition) -> Name:
    """A field as rules see it."""
    choices = {c.id: c.label for c in field.type.choices} if isinstance(field.type, Choosing) else None
    return Name(Type(field.type.rule_type), field.label, choices)


def spec_of(form: FormDefinition) -> FormSpec:
    """What the form asks of the database."""
    return _spec(form)


@lru_cache(maxsize=256)
def _spec(form: FormDefinition) -> FormSpec:
    return FormSpec(form.id, tuple(ColumnSpec(field.id, field.type.storage, field.index) for field in form.fields))


def table_of(catalog: Catalog, form: str) -> Table:
    """The table of a form's records."""
    return catalog.derived(("table", form), lambda: record_table(spec_of(form_of(catalog, form))))


def columns_of(catalog: Catalog, form: str) -> Mapping[str, ColumnElement]:
    """The columns by the names rules use; `me` and functions are the caller's to add."""
    return catalog.derived(("columns", form), lambda: _columns(catalog, form))


def _columns(catalog: Catalog, form: str) -> Mapping[str, ColumnElement]:
    table = table_of(catalog, form)
    own = {field.id: table.c[FIELD + field.id] for field in form_of(catalog, form).fields}
    return {**system_columns(table), **own}


def record_values(row: Row[Any] | Mapping[str, Any]) -> dict[str, Any]:
    """A row's values by field id and system name, as rules and templates name them."""
    mapping = row if isinstance(row, Mapping) else row._mapping
    values = {name: value for name, value in mapping.items() if not name.startswith(FIELD)}
    if "duplicate_of" in values:
        values["duplicate"] = values["duplicate_of"] is not None
    values.update((name[len(FIELD) :], value) for name, value in mapping.items() if name.startswith(FIELD))
    return values


def column_values(form: FormDefinition, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by field id as the store takes them, by column."""
    return {FIELD + name: value for name, value in values.items() if name in form.by_id}
