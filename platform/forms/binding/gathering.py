"""What a browser sends as `address.city`, or as `items.0.amount`, is one value of one field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..definition import FormDefinition
from ..scope import field_of


def gathered(form: FormDefinition, raw: Any) -> Any:
    """The raw values with the pieces of each composed field put together; what belongs to none stays as it is."""
    if hasattr(raw, "lists"):
        raw = {name: values[0] if len(values) == 1 else values for name, values in raw.lists()}
    if not isinstance(raw, Mapping) or "." not in "".join(map(str, raw)):
        return raw
    found: dict[str, Any] = {}
    pieces: dict[str, dict[str, Any]] = {}
    for name, value in raw.items():
        field = form.find(field_of(name)) if "." in name else None
        if field is None or not field.type.composed or isinstance(raw.get(field.id), Mapping | list):
            found[name] = value
        else:
            _put(pieces.setdefault(field.id, {}), name.split(".", 2)[1:], value)
    return {**found, **pieces}


def _put(pieces: dict[str, Any], path: list[str], value: Any) -> None:
    """`city` is a piece, `0.amount` one of a row; a name that is both is neither."""
    inner = pieces.setdefault(path[0], {}) if len(path) > 1 else pieces
    if isinstance(inner, dict):
        inner[path[-1]] = value
