"""A body's fields on their way to intake: the wrong kind of value is refused here, everything else by `clean`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work, readable_fields
from forms import FieldError, FormDefinition, body_checker, clean, form_of

from .inputs import refuse

CHANNEL = "api"
SHOWN_OF_LINKS = ({"id", "name"}, {"id", "title"}, {"id"})


def raw_values(work: Work, form: str, body: Mapping[str, Any], *, partial: bool = False) -> dict[str, Any]:
    """The body as raw values; a number written as text and its like are errors, together with all others."""
    definition = form_of(work.catalog, form)
    raw = {name: _reference(definition, name, value) for name, value in body.items()}
    seen = readable_fields(work.actor, definition)
    misshapen = [error for error in body_checker(work.catalog, form, partial=partial)(raw) if error.field in seen]
    if misshapen:
        refuse(*_all_errors(work, definition, raw, misshapen, partial))
    return raw


def _all_errors(
    work: Work, form: FormDefinition, raw: Mapping[str, Any], misshapen: list[FieldError], partial: bool
) -> list[FieldError]:
    """What `clean` says of these fields is more to the point, where it says something."""
    said = {error.field: error for error in clean(form, raw, work, channel=CHANNEL).errors}
    sent = {name: error for name, error in said.items() if name in raw or not partial}
    return list(({error.field: error for error in misshapen} | sent).values())


def _reference(form: FormDefinition, name: str, value: Any) -> Any:
    """A person or record may be sent back as it was read: {"id": 7, "name": …}."""
    field = form.find(name)
    if field is None or not field.type.refers or not isinstance(value, dict):
        return value
    return value["id"] if set(value) in SHOWN_OF_LINKS else value
