"""The whole description: the calls that are the same everywhere, and those of each form and report."""

from __future__ import annotations

from typing import Any

from accounts import Actor, allowed
from definitions import Catalog, say

from .alert_calls import ALERT_SCHEMAS, alert_calls
from .automation_calls import AUTOMATION_SCHEMAS, TAG, automation_calls
from .calls import Call, paths_of
from .configuration_calls import CONFIGURATION_SCHEMAS, configuration_calls
from .desk_calls import DESK_SCHEMAS, desk_calls, form_desk_calls
from .form_calls import form_calls
from .form_schemas import form_schemas
from .general_calls import general_calls
from .import_calls import IMPORT_SCHEMAS, import_calls
from .many_calls import MANY_SCHEMAS, form_many_calls, many_calls
from .own_calls import OWN_SCHEMAS, own_calls
from .reassignment_calls import REASSIGNMENT_SCHEMAS, reassignment_calls
from .report_calls import report_calls
from .schemas import COMMON, RESPONSES
from .taking_calls import TAKING_SCHEMAS, list_exports, taking_calls

VERSION = "1"


def document(catalog: Catalog, actor: Actor) -> dict[str, Any]:
    """OpenAPI 3.1 for one role in one language."""
    forms = [form for form in catalog.all("form") if allowed(actor, "see", form.id)]
    lang = actor.language
    calls: list[Call] = [
        *general_calls(lang, bool(forms)),
        *reassignment_calls(lang),
        *alert_calls(lang),
        *many_calls(lang),
        *desk_calls(actor),
        *taking_calls(actor),
    ]
    schemas = COMMON | REASSIGNMENT_SCHEMAS | ALERT_SCHEMAS | MANY_SCHEMAS | DESK_SCHEMAS | TAKING_SCHEMAS | OWN_SCHEMAS
    for form in forms:
        calls += form_calls(catalog, actor, form)
        calls += [*form_many_calls(catalog, actor, form), *form_desk_calls(catalog, actor, form)]
        calls += list_exports(actor, form)
        if allowed(actor, "import", form.id):
            calls += import_calls(catalog, actor, form)
            schemas |= IMPORT_SCHEMAS
        schemas |= form_schemas(catalog, actor, form)
    calls += [*report_calls(catalog, actor), *own_calls(actor)]
    if allowed(actor, "configure"):
        calls += [*automation_calls(actor), *configuration_calls(actor)]
        schemas |= AUTOMATION_SCHEMAS | CONFIGURATION_SCHEMAS
    return {
        "openapi": "3.1.0",
        "info": _info(catalog, actor.language),
        "servers": [{"url": "/"}],
        "security": [{"bearer": []}],
        "tags": _tags(catalog, actor, forms),
        "paths": paths_of(calls),
        "components": {
            "schemas": schemas,
            "responses": RESPONSES,
            "parameters": _parameters(actor.language),
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        },
    }


def _info(catalog: Catalog, language: str) -> dict[str, str]:
    key = "api.doc.about" if catalog.revision else "api.doc.about_stranger"
    return {
        "title": "Leadwright",
        "version": f"{VERSION}.{catalog.revision}",
        "description": say(key, language, revision=catalog.revision),
    }


def _tags(catalog: Catalog, actor: Actor, forms: list[Any]) -> list[dict[str, str]]:
    named = [{"name": form.id, "description": form.plural.text(actor.language)} for form in forms]
    more = (TAG,) if allowed(actor, "configure") else ()
    general = ("records", "tasks", "desk", "people", "reports", "forms", "files", *more)
    return [*named, *({"name": tag} for tag in general if tag not in {form.id for form in forms})]


def _parameters(language: str) -> dict[str, Any]:
    return {
        "key": {
            "name": "Idempotency-Key",
            "in": "header",
            "schema": {"type": "string", "minLength": 1, "maxLength": 120},
            "description": say("api.doc.key", language),
        },
        "match": {
            "name": "If-Match",
            "in": "header",
            "schema": {"type": "string"},
            "description": say("api.doc.match", language),
        },
        "record": {
            "name": "record",
            "in": "path",
            "required": True,
            "schema": {"type": "string"},
            "description": say("api.doc.record", language),
        },
    }
