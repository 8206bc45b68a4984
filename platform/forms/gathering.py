"""What a browser sends as `address.city` is one value of one field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .definition import FormDefinition
from .scope import field_of


def gathered(form: FormDefinition, raw: Any) -> Any:
    """The raw values with the pieces of each composed field put together; what belongs to none stays as it is."""
    if hasattr(raw, "lists"):
        raw = {name: values[0] if len(values) == 1 else values for name, values in raw.lists()}
    if not isinstance(raw, Mapping) or not any("." in name for name in raw):
        return raw
    found: dict[str, Any] = {}
    for name, value in raw.items():
        field = form.find(field_of(name)) if "." in name else None
        if field is None or not field.type.composed or isinstance(raw.get(field.id), Mapping | list):
            found[name] = value
            continue
        pieces = found.setdefault(field.id, {})
        if isinstance(pieces, dict):
            pieces[name.partition(".")[2]] = value
    return found
