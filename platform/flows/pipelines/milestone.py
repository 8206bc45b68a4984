"""What an admin wrote about a milestone: when a record has reached it, and what may then be filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from definitions import LABEL_SCHEMA, Label, Source
from rules import Expression

from ..reading import Path, read_label, read_rule, report_twice
from .task_schema import ID, RULE

OWNER = "owner"

_NAMES = {"type": "array", "items": ID, "minItems": 1, "uniqueItems": True}
_UNLOCKS = {
    "type": "object",
    "additionalProperties": False,
    "required": ["field"],
    "properties": {
        "field": ID,
        "before": {"type": "number", "description": "The most that may be filled in before; nothing, where not said"},
        "most": {"type": "number", "description": "The most from then on; whatever the field takes, where not said"},
        "for": {**_NAMES, "description": "Who gets it: owner, or roles; everybody who may fill the field"},
        "exempt": {**_NAMES, "description": "Roles that are not held by it"},
    },
}
MILESTONES: dict[str, Any] = {
    "type": "array",
    "description": "Places on the way that unlock rights for the record",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["id", "unlocks"],
        "anyOf": [{"required": ["when"]}, {"required": ["at"]}],
        "properties": {
            "id": ID,
            "label": LABEL_SCHEMA,
            "at": {**_NAMES, "description": "Reached while the record stands in one of these stages"},
            "when": {**RULE, "description": "Reached once this holds"},
            "how": {**LABEL_SCHEMA, "description": "How it is reached, in words; else the rule tells it"},
            "reverts": {"type": "boolean", "description": "Lost again when the record goes back before it"},
            "unlocks": {"type": "array", "minItems": 1, "items": _UNLOCKS},
        },
    },
}


@dataclass(frozen=True)
class Unlock:
    """A field that is held until the milestone, and how far it is open from then on."""

    field: str
    before: Decimal | None = None
    most: Decimal | None = None
    whom: tuple[str, ...] = ()
    exempt: tuple[str, ...] = ()

    def is_for(self, role: str | None, *, owns: bool) -> bool:
        """Whether it is given to people of this role, or to whoever has the record."""
        return not self.whom or role in self.whom or (owns and OWNER in self.whom)


@dataclass(frozen=True)
class Milestone:
    """A place on the way that unlocks something."""

    id: str
    label: Label
    unlocks: tuple[Unlock, ...]
    at: tuple[str, ...] = ()
    when: Expression | None = None
    how: Label | None = None
    reverts: bool = False


def read_milestones(source: Source) -> tuple[Milestone, ...]:
    """The milestones of a pipeline's file, in the order in which they are written."""
    written = source.data.get("milestones", [])
    report_twice(source, written, ("milestones",))
    return tuple(_milestone(source, each, ("milestones", place)) for place, each in enumerate(written))


def _milestone(source: Source, written: Mapping[str, Any], path: Path) -> Milestone:
    return Milestone(
        id=written["id"],
        label=read_label(written),
        unlocks=tuple(_unlock(each) for each in written["unlocks"]),
        at=tuple(written.get("at", ())),
        when=read_rule(source, written.get("when"), (*path, "when")),
        how=Label.of(written["how"]) if "how" in written else None,
        reverts=written.get("reverts", False),
    )


def _unlock(written: Mapping[str, Any]) -> Unlock:
    return Unlock(
        field=written["field"],
        before=_number(written.get("before")),
        most=_number(written.get("most")),
        whom=tuple(written.get("for", ())),
        exempt=tuple(written.get("exempt", ())),
    )


def _number(written: Any) -> Decimal | None:
    return None if written is None else Decimal(str(written))
