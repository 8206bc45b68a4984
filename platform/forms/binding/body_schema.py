"""The JSON Schema of a form's records, for API bodies, OpenAPI and editors; what both validators say about a body."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator

from definitions import Catalog

from ..definition import FormDefinition
from ..errors import FieldError
from ..field_definition import FieldDefinition
from ..scope import form_of


def json_schema_of(form: FormDefinition, *, language: str = "en", partial: bool = False) -> dict[str, Any]:
    """What a body may hold: every field that is not computed, each in its type, or null to empty it."""
    fields = [field for field in form.fields if not field.computed]
    schema = {
        "type": "object",
        "title": form.label.text(language),
        "properties": {field.id: _property(field, language) for field in fields},
        "additionalProperties": False,
    }
    required = [field.id for field in fields if _always_required(field)]
    return schema if partial or not required else {**schema, "required": required}


def record_schema_of(form: FormDefinition, *, language: str = "en") -> dict[str, Any]:
    """What a record looks like when it is read: computed fields too."""
    properties = {field.id: _property(field, language) for field in form.fields}
    return {"type": "object", "title": form.label.text(language), "properties": properties}


def body_checker(catalog: Catalog, form: str, *, partial: bool = False) -> Callable[[Any], list[FieldError]]:
    """A fast first look at a body's shape; `clean` still has the last word."""
    return catalog.derived(("body checker", form, partial), lambda: _checker(form_of(catalog, form), partial))


def reference_errors(schema: dict[str, Any], body: Any) -> set[tuple[str, str]]:
    """(field, keyword) of every error, by the reference validator."""
    return {
        (str(error.path[0]) if error.path else "", error.validator)
        for error in Draft202012Validator(schema).iter_errors(body)
    }


def fast_errors(schema: dict[str, Any], body: Any) -> set[tuple[str, str]]:
    """The same by the accelerator."""
    return set(_errors(jsonschema_rs.Draft202012Validator(schema), body))


def _checker(form: FormDefinition, partial: bool) -> Callable[[Any], list[FieldError]]:
    validator = jsonschema_rs.Draft202012Validator(json_schema_of(form, partial=partial))

    def check(body: Any) -> list[FieldError]:
        if validator.is_valid(body):
            return []
        if not isinstance(body, dict):
            return [FieldError("", "not_an_object")]
        misshapen = {name for name, _ in _errors(validator, body) if name}
        return [FieldError(name, "wrong_shape") for name in sorted(misshapen)]

    return check


def _errors(validator: Any, body: Any) -> Iterator[tuple[str, str]]:
    for error in validator.iter_errors(body):
        path = list(error.instance_path)
        yield (str(path[0]) if path else "", str(error.schema_path[-1]))


def _property(field: FieldDefinition, language: str) -> dict[str, Any]:
    own = dict(field.type.json_schema())
    own["type"] = [*(own["type"] if isinstance(own["type"], list) else [own["type"]]), "null"]
    if "enum" in own:
        own["enum"] = [*own["enum"], None]
    described = field.help.text(language) if field.help else ""
    own |= {"title": field.label.text(language), **({"description": described} if described else {})}
    return {**own, "readOnly": True} if field.computed else own


def _always_required(field: FieldDefinition) -> bool:
    return field.required and not field.visible_when and field.default is None and not field.default_formula
