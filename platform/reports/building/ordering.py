"""The order in which the file of a report says things."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..shapes import SHAPES

BEFORE = (
    "kind", "id", "form", "over", "label", "group", "about", "words", "roles", "where", "period", "params", "facts",
)  # fmt: skip
BEHIND = ("dimensions", "measures", "sort", "limit", "chart")


def in_order(data: Mapping[str, Any]) -> dict[str, Any]:
    """The keys as files have them, and none that says nothing."""
    order = (*BEFORE, *SHAPES.names(), *BEHIND)
    known = [key for key in order if key in data]
    found = {key: data[key] for key in (*known, *(key for key in data if key not in order))}
    return {key: value for key, value in found.items() if value not in (None, "", [], {})}
