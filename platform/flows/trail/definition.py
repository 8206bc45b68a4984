"""What an admin wrote about what may be noticed of a record: the kind `trail`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from definitions import ID_PATTERN, LABEL_SCHEMA, Label, Source, kind

from ..noticed import ANYTHING
from ..reading import read_label, report_twice

_ID = {"type": "string", "pattern": ID_PATTERN}
_BEHAVIOUR = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "id": {**_ID, "description": "What programs call it: page_viewed, demo_asked"},
        "label": {**LABEL_SCHEMA, "description": "What people read in the timeline: Downloaded a paper"},
        "icon": {"type": "string", "pattern": "^[a-z0-9-]{1,40}$"},
    },
    "required": ["id"],
}
TRAIL_SCHEMA: dict[str, Any] = {
    "description": "What people outside do and what is noticed of it, beside the fields of a form",
    "properties": {
        "form": _ID,
        "behaviours": {"type": "array", "items": _BEHAVIOUR, "minItems": 1, "maxItems": 100},
    },
    "required": ["form", "behaviours"],
}


@dataclass(frozen=True)
class BehaviourKind:
    """One thing that may be noticed, with its words."""

    id: str
    label: Label
    icon: str | None = None


@kind("trail", folder="trails")
@dataclass(frozen=True)
class Trail:
    """All that may be noticed of a form's records."""

    id: str
    label: Label
    form: str
    behaviours: tuple[BehaviourKind, ...]

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """What a trail file may hold."""
        return TRAIL_SCHEMA

    @classmethod
    def from_source(cls, source: Source) -> Trail:
        """The trail of a checked file."""
        written = source.data["behaviours"]
        report_twice(source, written, ("behaviours",))
        for place, one in enumerate(written):
            if one["id"] == ANYTHING:
                source.problem(("behaviours", place, "id"), "trail.problem.anything", id=ANYTHING)
        kinds = tuple(BehaviourKind(one["id"], read_label(one), one.get("icon")) for one in written)
        return cls(source.id, source.label(), source.data["form"], kinds)

    def find(self, behaviour: str | None) -> BehaviourKind | None:
        """The behaviour with this id."""
        return next((one for one in self.behaviours if one.id == behaviour), None)
