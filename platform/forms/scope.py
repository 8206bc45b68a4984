"""What rules about a form may name, and the table and columns behind the names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Row, Table

from definitions import LANGUAGES, Catalog, Label
from records import ColumnSpec, FormSpec, SideSpec, moving_table, record_table
from rules import Name, Scope, Type

from .definition import FormDefinition
from .field_definition import FieldDefinition
from .fields import FieldType, Part
from .system_names import system_columns, system_scope

FIELD = "f_"
PIECE = "__"
READ_AS = "columns read as what they will be"  # kept in a catalog by form, while values are on their way
TABLES = ("links", "rows")  # what is beside a record as rows of a table of its own


def form_of(catalog: Catalog, form: str) -> FormDefinition:
    """The form's definition; NotFound when this revision has none of that id."""
    return catalog.get("form", form)


def scope_of(catalog: Catalog, form: str) -> Scope:
    """The form's fields, the system names, `me`, and what engines add; a field goes before a system name."""
    return catalog.derived(("scope", form), lambda: _scope(catalog, form))


def _scope(catalog: Catalog, form: str) -> Scope:
    system = system_scope(catalog, form)
    own = form_of(catalog, form)
    fields = {field.id: name_of(field.type, field.label) for field in own.fields if not field.type.virtual}
    parts = {name: name_of(part.type, part_label(field, part)) for name, (field, part) in own.parts.items()}
    return Scope({**system.names, **fields, **parts}, system.functions)


def name_of(kind: FieldType, label: Label) -> Name:
    """A field, or a piece of one, as rules see it."""
    choices = {choice.id: choice.label for choice in kind.choices} if hasattr(kind, "choices") else None
    return Name(Type(kind.rule_type), label, choices)


def part_label(field: FieldDefinition, part: Part) -> Label:
    """A piece is called by its field's name and its own: 「地址 城市」."""
    return Label.of({lang: f"{field.label.text(lang)} {part.label.text(lang)}" for lang in LANGUAGES})


def spec_of(form: FormDefinition) -> FormSpec:
    """What the form asks of the database."""
    return _spec(form)


@lru_cache(maxsize=256)
def _spec(form: FormDefinition) -> FormSpec:
    kept = (field for field in form.fields if not field.type.virtual)
    fields = (ColumnSpec(field.id, field.type.storage, field.index) for field in kept)
    parts = (ColumnSpec(_column(name), part.type.storage, field.index) for name, (field, part) in form.parts.items())
    sides = (side_spec(form.id, field) for field in form.fields if field.type.side in TABLES)
    return FormSpec(form.id, (*fields, *parts), tuple(sides))


def side_spec(form: str, field: FieldDefinition) -> SideSpec:
    """What one field asks beside the form's table."""
    return SideSpec(form, field.id, tuple(ColumnSpec(*column) for column in field.type.side_columns()))


def table_of(catalog: Catalog, form: str) -> Table:
    """The table of a form's records; what is on its way to other choices is read as these."""
    return catalog.derived(("table", form), lambda: _table(catalog, form))


def stored_table_of(catalog: Catalog, form: str) -> Table:
    """The same as it is stored, for what moves the values."""
    return record_table(spec_of(form_of(catalog, form)))


def _table(catalog: Catalog, form: str) -> Table:
    read_as = catalog.derived((READ_AS, form), dict)
    return moving_table(spec_of(form_of(catalog, form)), read_as) if read_as else stored_table_of(catalog, form)


def columns_of(catalog: Catalog, form: str) -> Mapping[str, ColumnElement]:
    """The columns by the names rules use; `me` and functions are the caller's to add."""
    return catalog.derived(("columns", form), lambda: columns_in(catalog, form, table_of(catalog, form)))


def columns_in(catalog: Catalog, form: str, table: FromClause) -> Mapping[str, ColumnElement]:
    """The same in the form's table under another name, for a statement that reads it twice."""
    own = {name: table.c[FIELD + _column(name)] for name in form_of(catalog, form).names}
    return {**system_columns(table), **own}


def record_values(row: Row[Any] | Mapping[str, Any]) -> dict[str, Any]:
    """A row's values by field id and system name, as rules and templates name them."""
    columns = tuple(row) if isinstance(row, Mapping) else row._fields
    in_row = tuple(row.values()) if isinstance(row, Mapping) else row
    names, order, duplicate_of = _reading(columns)
    values = dict(zip(names, [in_row[at] for at in order], strict=True))
    if duplicate_of is not None:
        values["duplicate"] = in_row[duplicate_of] is not None
    return values


@lru_cache(maxsize=256)
def _reading(columns: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[int, ...], int | None]:
    """The names behind columns, fields last as they go before system names, and how a row is put into that order."""
    fields = [name.startswith(FIELD) for name in columns]
    order = sorted(range(len(columns)), key=fields.__getitem__)
    names = tuple(_name(columns[at]) if fields[at] else columns[at] for at in order)
    tells = "duplicate_of" in columns and f"{FIELD}duplicate" not in columns
    return names, tuple(order), columns.index("duplicate_of") if tells else None


def column_values(form: FormDefinition, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by field id as the store takes them, by column; the pieces of a value go with it."""
    found = {FIELD + name: values[name] for name in form.kept if name in values}
    for field in form.composed:
        if field.id in values and not field.type.virtual:
            pieces = field.type.part_values(values[field.id])
            found.update((f"{FIELD}{field.id}{PIECE}{name}", pieces.get(name)) for name in field.type.parts())
    return found


def with_parts(form: FormDefinition, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values with the pieces that rules may name."""
    found = dict(values)
    for field in form.composed:
        if field.id in found:
            pieces = field.type.part_values(found[field.id])
            found.update((f"{field.id}.{name}", pieces.get(name)) for name in field.type.parts())
    return found


def field_of(name: str) -> str:
    """The field that a name is about: `address` of `address.city`."""
    return name.partition(".")[0]


def _column(name: str) -> str:
    return name.replace(".", PIECE)


def _name(column: str) -> str:
    return column[len(FIELD) :].replace(PIECE, ".")
