"""Whether what one side took out goes on there under another name: a guess, to be told and never acted on."""

from __future__ import annotations

from typing import Any

from .packs import MergedDefinition
from .points import ABSENT, Point, Side, same
from .values import NAMED_BY


def renamed_to(definition: MergedDefinition, point: Point) -> dict[str, Any] | None:
    """The new item of the same list that says the same as the one that went, or is called the same."""
    if not isinstance(point.was, dict) or len(point.path) < 2:
        return None
    side = next((side for side in Side if point.of(side) is ABSENT), None)
    if side is None:
        return None
    versions = (definition.was, getattr(definition, side.value))
    before, after = (_at(one.data, point.path[:-1]) if one is not None else None for one in versions)
    if not isinstance(before, list) or not isinstance(after, list):
        return None
    known = {_name(item) for item in before}
    fresh = [item for item in after if isinstance(item, dict) and _name(item) not in known]
    return next((item for item in fresh if _is_like(item, point.was)), None)


def _is_like(item: dict[str, Any], other: dict[str, Any]) -> bool:
    label = item.get("label")
    if label is not None:
        return same(label, other.get("label"))
    return len(_nameless(item)) > 1 and same(_nameless(item), _nameless(other))


def _nameless(item: dict[str, Any]) -> dict[str, Any]:
    key = next((key for key in NAMED_BY if key in item), None)
    return {name: value for name, value in item.items() if name != key}


def _name(item: Any) -> Any:
    return next((item[key] for key in NAMED_BY if key in item), None) if isinstance(item, dict) else item


def _at(data: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list):
            data = next((item for item in data if _name(item) == step), None)
    return data
