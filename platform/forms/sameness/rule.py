"""The rules of a form by which two records are one: equal in some fields, or alike in several, with points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from definitions import ID_PATTERN, LABEL_SCHEMA, Label

from .comparing import WAYS

FLAG, REFUSE, MERGE, LINK = "flag", "refuse", "merge", "link"
DOES = (FLAG, REFUSE, MERGE, LINK)
CHANNELS = ("page", "public", "api", "import", "automation", "inlet", "mail", "enrichment")
ENOUGH = 80
LEAST = 0.8


@dataclass(frozen=True)
class AlikePart:
    """One field that is compared, in which way, and how much it counts."""

    field: str
    way: str = "exact"
    points: int = 100
    least: float = LEAST  # below this likeness it gives nothing
    against: int = 0  # what it takes away where both say something and are less alike than that


@dataclass(frozen=True)
class DuplicateRule:
    """Two records with the same values here, or with enough points for being alike, are probably one."""

    id: str
    match: tuple[str, ...] = ()
    do: str = FLAG
    channels: tuple[str, ...] = CHANNELS
    label: Label | None = None
    alike: tuple[AlikePart, ...] = ()
    enough: int = ENOUGH
    on: Mapping[str, str] = field(default_factory=dict)  # what it does in some channels only

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field it compares."""
        return self.match or tuple(part.field for part in self.alike)

    def does(self, channel: str) -> str:
        """What becomes of a second record that comes in this way; an import has keys of its own to change records."""
        said = self.on.get(channel, self.do)
        return FLAG if said == MERGE and channel == "import" else said

    @property
    def keeps_both(self) -> bool:
        """Whether two that match belong together and are never one: nobody has to look at such a pair."""
        return {self.do, *self.on.values()} == {LINK}


def read_rule(written: Mapping[str, Any]) -> DuplicateRule:
    """One entry under `duplicates`."""
    said = written.get("do", FLAG)
    by_channel = {} if isinstance(said, str) else {name: what for name, what in said.items() if name != "else"}
    return DuplicateRule(
        id=written["id"],
        match=tuple(written.get("match", ())),
        do=said if isinstance(said, str) else said.get("else", FLAG),
        channels=tuple(written.get("channels", CHANNELS)),
        label=Label.of(written["label"]) if "label" in written else None,
        alike=tuple(_part(part) for part in written.get("alike", ())),
        enough=written.get("enough", ENOUGH),
        on=by_channel,
    )


def _part(written: Mapping[str, Any]) -> AlikePart:
    least = written.get("least", LEAST * 100) / 100
    points, against = written.get("points", 0 if "against" in written else 100), written.get("against", 0)
    return AlikePart(written["field"], written.get("as", "exact"), points, least, against)


_DO = {"enum": list(DOES)}
_PART = {
    "type": "object",
    "required": ["field"],
    "additionalProperties": False,
    "properties": {
        "field": {"type": "string"},
        "as": {"enum": list(WAYS.names()), "default": "exact", "description": "How the values are compared"},
        "points": {"type": "integer", "minimum": 1, "maximum": 100, "description": "When they are the same"},
        "least": {"type": "integer", "minimum": 1, "maximum": 100, "description": "Less alike than this gives nothing"},
        "against": {
            "type": "integer",
            "minimum": 1,
            "maximum": 100,
            "description": "Taken away when both have a value and are less alike than `least`",
        },
    },
}
DUPLICATE_SCHEMA = {
    "type": "object",
    "required": ["id"],
    "oneOf": [{"required": ["match"]}, {"required": ["alike"]}],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string", "pattern": ID_PATTERN},
        "label": LABEL_SCHEMA,
        "match": {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True},
        "alike": {"type": "array", "items": _PART, "minItems": 1, "maxItems": 8},
        "enough": {"type": "integer", "minimum": 1, "maximum": 300, "default": ENOUGH},
        "do": {
            "anyOf": [
                _DO,
                {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": dict.fromkeys((*CHANNELS, "else"), _DO),
                },
            ],
            "default": FLAG,
        },
        "channels": {
            "type": "array",
            "items": {"enum": list(CHANNELS)},
            "uniqueItems": True,
            "description": "Where it is asked on entry; with none, only when somebody looks for duplicates",
        },
    },
}
