"""A form's records as JSON Schema: as they are read, as they are sent, and as changes are sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Actor, readable_fields, writable_fields
from definitions import Catalog
from forms import FieldType, FormDefinition, json_schema_of, record_columns, record_schema_of

from ..record_json import ALWAYS
from .schemas import COUNTED, MAYBE_PERSON, PAGE, TEXT, WHOLE, many, obj

LINK = {"anyOf": [{"$ref": "#/components/schemas/Link"}, {"type": "null"}]}
LINKS = {"type": ["array", "null"], "items": {"$ref": "#/components/schemas/Link"}}


def form_schemas(catalog: Catalog, actor: Actor, form: FormDefinition) -> dict[str, Any]:
    """The schemas of one form, as far as the actor may read and write it."""
    return {
        form.id: read_schema(catalog, actor, form),
        f"{form.id}.list": _list(form),
        f"{form.id}.new": sent_schema(actor, form),
        f"{form.id}.changes": _changes(actor, form),
    }


def read_schema(catalog: Catalog, actor: Actor, form: FormDefinition) -> dict[str, Any]:
    """A record as it is answered; `fields=` leaves things out, so only what is always there is required."""
    seen = readable_fields(actor, form)
    columns = record_columns(catalog, form.id)
    whole = record_schema_of(form, language=actor.language)
    own = {name: _shown(columns[name].type, schema) for name, schema in whole["properties"].items() if name in seen}
    system = {
        name: {**_shown(column.type, _maybe(column.type)), "title": column.label.text(actor.language)}
        for name, column in columns.items()
        if not column.own and name not in ALWAYS
    }
    always = {"id": WHOLE, "number": TEXT, "version": WHOLE}
    return {**obj({**always, **own, **system}, "version", *own, *system), "title": whole["title"]}


def sent_schema(actor: Actor, form: FormDefinition, *, partial: bool = False) -> dict[str, Any]:
    """A new record as it is sent, or changes to one."""
    whole = json_schema_of(form, language=actor.language, partial=partial)
    filled = writable_fields(actor, form)
    properties = {name: schema for name, schema in whole["properties"].items() if name in filled}
    for name in properties:
        if form.field(name).type.refers and not form.field(name).type.many:
            properties[name] = {**properties[name], "type": ["integer", "string", "object", "null"]}
    required = [name for name in whole.get("required", ()) if name in filled]
    return {**whole, "properties": properties, **({"required": required} if "required" in whole else {})}


def _changes(actor: Actor, form: FormDefinition) -> dict[str, Any]:
    schema = sent_schema(actor, form, partial=True)
    return {**schema, "properties": {"version": WHOLE, **schema["properties"]}}


def _list(form: FormDefinition) -> dict[str, Any]:
    found = many("records", form.id, form={"const": form.id}, **PAGE)
    return {**found, "required": [name for name in found["required"] if name not in COUNTED]}


def _shown(kind: FieldType, schema: Mapping[str, Any]) -> dict[str, Any]:
    """A reference is answered with its name; everything else as it is sent."""
    if kind.refers in ("person", "team"):
        schema = {**{name: schema[name] for name in ("title", "description") if name in schema}, **MAYBE_PERSON}
    elif kind.refers == "record":
        named = {name: schema[name] for name in ("title", "description") if name in schema}
        schema = {**named, **(LINKS if kind.many else LINK)}
    return dict(schema)


def _maybe(kind: FieldType) -> dict[str, Any]:
    schema = dict(kind.json_schema())
    schema.pop("enum", None)
    written = schema.get("type", "string")
    schema["type"] = [*(written if isinstance(written, list) else [written]), "null"]
    return schema
