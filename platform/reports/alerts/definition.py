"""What an admin wrote about an alert: the kind `alert`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from definitions import DURATION_SCHEMA, LABEL_SCHEMA, Duration, Label, Source, kind
from flows import automations

from ..reading.dimensions import read_amount
from ..reading.part_schemas import CUT, ID, LABEL, NAMES

BELOW, ABOVE, FALLS, RISES, MISSES = "below", "above", "falls_by", "rises_by", "misses_target"
WAYS = (BELOW, ABOVE, FALLS, RISES, MISSES)
MOST_ROWS = 10
DUE = Duration(14, "days")


@dataclass(frozen=True)
class Bound:
    """What is too bad: below or above an amount, so much worse than before, or a target that is missed."""

    way: str
    amount: float | None = None


@kind("alert", folder="alerts")
@dataclass(frozen=True)
class AlertDefinition:
    """A measure, what is too bad, when it is looked at, who looks after what is found and who is told."""

    id: str
    label: Label
    report: str
    measure: str
    when: Bound
    schedule: automations.Schedule
    params: dict[str, Any] = field(default_factory=dict)
    rows: int = 0  # so many rows of the report, the first ones; 0: the whole
    owner: str = ""
    tell: tuple[str, ...] = ()
    due: Duration = DUE
    about: Label | None = None

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """What an alert file may hold."""
        return {
            "description": "A measure of a report that is read on a schedule; what is too bad opens a review",
            "required": ["report", "measure", "when", "schedule", "owner"],
            "$defs": {"label": LABEL_SCHEMA},
            "properties": {
                "report": ID,
                "params": {"type": "object", "description": "The report's params, as a reader would choose them"},
                "measure": {"type": "string", "minLength": 1},
                "when": WHEN,
                "rows": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": MOST_ROWS,
                    "description": "Look at so many rows, in the report's order, instead of the whole",
                },
                "schedule": automations.SCHEDULE_SCHEMA,
                "owner": {"type": "string", "description": "A role: whoever of it began first looks after the review"},
                "tell": {**NAMES, "description": "Roles whose people are told, and may see the review"},
                "due": {**DURATION_SCHEMA, "description": "Until when something should be done; 14 days if unsaid"},
                "about": LABEL,
            },
        }

    @classmethod
    def from_source(cls, source: Source) -> AlertDefinition:
        """The alert of a checked file."""
        data = source.data
        return cls(
            id=source.id,
            label=source.label(),
            report=data["report"],
            measure=data["measure"],
            when=_bound(source, data["when"]),
            schedule=automations.read_schedule(source, ("schedule",), data["schedule"]),
            params={name: str(value) for name, value in data.get("params", {}).items()},
            rows=data.get("rows", 0),
            owner=data["owner"],
            tell=tuple(data.get("tell", ())),
            due=Duration.parse(data["due"]) if "due" in data else DUE,
            about=Label.of(data["about"]) if "about" in data else None,
        )

    @property
    def roles(self) -> tuple[str, ...]:
        """Who may see what it finds."""
        return tuple(dict.fromkeys((self.owner, *self.tell)))


def _bound(source: Source, written: dict[str, Any]) -> Bound:
    way, amount = next(iter(written.items()))
    return Bound(way, None if way == MISSES else read_amount(source, ("when", way), amount))


WHEN: dict[str, Any] = {
    "type": "object",
    "minProperties": 1,
    "maxProperties": 1,
    "additionalProperties": False,
    "description": "What is too bad",
    "properties": {
        BELOW: {**CUT, "description": "Less than this: a number, a share such as 80%, a length of time"},
        ABOVE: {**CUT, "description": "More than this"},
        FALLS: {**CUT, "description": "So much less than in the days before, as a share: 20%"},
        RISES: {**CUT, "description": "So much more than in the days before, as a share: 20%"},
        MISSES: {"const": True, "description": "The measure misses the target that its report gives"},
    },
}
