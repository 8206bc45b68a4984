"""What a new field begins with, so that it can be drawn at once: the settings that its type cannot do without."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forms import field_types

CHOICES = (("a", "选项一", "First"), ("b", "选项二", "Second"))


@dataclass(frozen=True)
class Around:
    """What stands around a new field: its label, and the other forms and lists there are."""

    label: Any
    forms: Sequence[str] = ()
    lists: Sequence[str] = ()


def beginning(type: str, *, label: Any, forms: Sequence[str] = (), lists: Sequence[str] = ()) -> dict[str, Any]:
    """The settings of a new field of a type; of several ways to meet a need, the first that there is something for."""
    around, made = Around(label, forms, lists), {}
    for needed in field_types.get(type).needs:
        options = ((name, _BEGIN[name](around)) for name in needed if name in _BEGIN)
        name, value = next(((name, value) for name, value in options if value), (needed[0], "?"))
        made[name] = value
    return made


def _choices(around: Around) -> list[dict[str, Any]]:
    return [{"id": id, "label": {"zh": zh, "en": en}} for id, zh, en in CHOICES]


def _columns(around: Around) -> list[dict[str, Any]]:
    return [{"id": "item", "type": "text", "label": {"zh": "项目", "en": "Item"}}]


_BEGIN: Mapping[str, Callable[[Around], Any]] = {
    "choices": _choices,
    "fields": _columns,
    "form": lambda around: next(iter(around.forms), None),
    "of": lambda around: next(iter(around.forms), None),
    "through": lambda around: "record",
    "list": lambda around: next(iter(around.lists), None),
    "pattern": lambda around: "{serial:4}",
}
