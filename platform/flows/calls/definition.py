"""The kind `call_script`: what has to be said in a call, by whom and when, and what must not be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from definitions import ID_PATTERN, LABEL_SCHEMA, Label, Source, kind

from ..reading import read_label, report_twice

AGENT, CUSTOMER, ANYBODY = "agent", "customer", "anybody"
TOLERANCE, PASSES_AT = 85, 80
_ID = {"type": "string", "pattern": ID_PATTERN}
_SAYS = {
    "type": "array",
    "items": {"type": "string", "minLength": 2, "maxLength": 100},
    "minItems": 1,
    "maxItems": 50,
    "description": "Any of these ways to say it",
}
_POINT = {
    "type": "object",
    "required": ["id", "says"],
    "additionalProperties": False,
    "properties": {
        "id": _ID,
        "label": LABEL_SCHEMA,
        "says": _SAYS,
        "by": {"enum": [AGENT, CUSTOMER, ANYBODY], "default": AGENT},
        "must": {"type": "boolean", "default": False, "description": "Without it the call does not pass"},
        "weight": {"type": "number", "exclusiveMinimum": 0, "maximum": 100, "default": 1},
        "after": {**_ID, "description": "The point that has to come before"},
        "within": {"type": "integer", "minimum": 1, "description": "Among the first so many turns"},
    },
}
_FORBIDDEN = {
    "type": "object",
    "required": ["id", "says"],
    "additionalProperties": False,
    "properties": {
        "id": _ID,
        "label": LABEL_SCHEMA,
        "says": _SAYS,
        "minus": {"type": "number", "minimum": 0, "maximum": 100, "default": 10},
        "must": {"type": "boolean", "default": False, "description": "Said once, the call does not pass"},
    },
}
_WORDS = {"type": "array", "items": {"type": "string", "minLength": 1}}


@dataclass(frozen=True)
class Point:
    """Something that has to be said, or must not be."""

    id: str
    label: Label
    says: tuple[str, ...]
    by: str = AGENT
    must: bool = False
    weight: float = 1
    after: str | None = None
    within: int | None = None
    forbidden: bool = False


@kind("call_script", folder="scripts")
@dataclass(frozen=True)
class CallScript:
    """What a call of one sort goes through."""

    id: str
    label: Label
    form: str
    points: tuple[Point, ...]
    tasks: tuple[str, ...] = ()
    tolerance: int = TOLERANCE
    passes_at: float = PASSES_AT
    speakers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """What a script's file may hold."""
        return {
            "description": "What has to be said in a call, and what must not be",
            "required": ["form", "points"],
            "properties": {
                "form": {"type": "string"},
                "tasks": {"type": "array", "items": _ID, "uniqueItems": True, "description": "Tasks it belongs to"},
                "points": {"type": "array", "items": _POINT, "minItems": 1, "maxItems": 60},
                "forbidden": {"type": "array", "items": _FORBIDDEN, "maxItems": 60},
                "tolerance": {
                    "type": "integer",
                    "minimum": 60,
                    "maximum": 100,
                    "default": TOLERANCE,
                    "description": "How alike what was heard and what is written must be, of 100",
                },
                "passes_at": {"type": "number", "minimum": 0, "maximum": 100, "default": PASSES_AT},
                "speakers": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {AGENT: _WORDS, CUSTOMER: _WORDS},
                    "description": "What a transcript calls them, beside the usual words",
                },
            },
        }

    @classmethod
    def from_source(cls, source: Source) -> CallScript:
        """The script of a checked file."""
        data = source.data
        report_twice(source, data["points"], ("points",))
        report_twice(source, data.get("forbidden", ()), ("forbidden",))
        points = [_point(each) for each in data["points"]]
        points += [_forbidden(each) for each in data.get("forbidden", ())]
        return cls(
            id=source.id,
            label=source.label(),
            form=data["form"],
            points=tuple(points),
            tasks=tuple(data.get("tasks", ())),
            tolerance=data.get("tolerance", TOLERANCE),
            passes_at=data.get("passes_at", PASSES_AT),
            speakers={who: tuple(words) for who, words in data.get("speakers", {}).items()},
        )

    def point(self, id: str) -> Point | None:
        """One of its points."""
        return next((point for point in self.points if point.id == id), None)


def _point(written: Mapping[str, Any]) -> Point:
    return Point(
        written["id"],
        read_label(written),
        tuple(written["says"]),
        by=written.get("by", AGENT),
        must=written.get("must", False),
        weight=written.get("weight", 1),
        after=written.get("after"),
        within=written.get("within"),
    )


def _forbidden(written: Mapping[str, Any]) -> Point:
    return Point(
        written["id"],
        read_label(written),
        tuple(written["says"]),
        must=written.get("must", False),
        weight=written.get("minus", 10),
        forbidden=True,
    )
