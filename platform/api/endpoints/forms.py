"""The forms a caller may use, with their fields and stages."""

from __future__ import annotations

from typing import Any

from flask import Response

from accounts import FORM_VERBS, Work, allowed, readable_fields, writable_fields
from forms import FieldDefinition, FormDefinition

from ..blueprint import v1
from ..desk import reading
from ..inputs import arguments
from ..places import form_at
from ..replies import Reply


@v1.get("/forms")
def list_forms() -> Response:
    """Every form the caller may see."""
    arguments()
    with reading() as work:
        seen = [form for form in work.catalog.all("form") if allowed(work.actor, "see", form.id)]
        told = [form_json(work, form) for form in seen]
    return Reply({"forms": told, "revision": work.catalog.revision}).response()


@v1.get("/forms/<form>")
def read_form(form: str) -> Response:
    """One form."""
    arguments()
    with reading() as work:
        told = form_json(work, form_at(work, form))
    return Reply(told).response()


def form_json(work: Work, form: FormDefinition) -> dict[str, Any]:
    """A form as the caller may use it."""
    seen, filled = readable_fields(work.actor, form), writable_fields(work.actor, form)
    return {
        "id": form.id,
        "label": form.label.text(work.language),
        "plural": form.plural.text(work.language),
        "title": form.title,
        "verbs": [verb for verb in FORM_VERBS if allowed(work.actor, verb, form.id)],
        "fields": [_field_json(work, field, field.id in filled) for field in form.fields if field.id in seen],
        "pipelines": [_pipeline_json(work, pipeline) for pipeline in work.catalog.of_form("pipeline", form.id)],
        "views": [view.id for view in work.catalog.of_form("view", form.id) if _is_for(work, view)],
    }


def _field_json(work: Work, field: FieldDefinition, writable: bool) -> dict[str, Any]:
    choices = [{"id": one.id, "label": one.label.text(work.language)} for one in getattr(field.type, "choices", ())]
    return {
        "id": field.id,
        "type": field.type_name,
        "label": field.label.text(work.language),
        "required": field.required,
        "writable": writable and not field.computed,
        **({"choices": choices} if choices else {}),
    }


def _pipeline_json(work: Work, pipeline: Any) -> dict[str, Any]:
    reasons = [
        {"id": one.id, "label": one.label.text(work.language), "for": list(one.of)} for one in pipeline.skip_reasons
    ]
    stages = [{"id": one.id, "label": one.label.text(work.language), "outcome": one.outcome} for one in pipeline.stages]
    return {"id": pipeline.id, "label": pipeline.label.text(work.language), "stages": stages, "skip_reasons": reasons}


def _is_for(work: Work, view: Any) -> bool:
    return work.actor.role is not None and view.is_for(work.actor.role.id)
