"""The JSON Schema of an automation file."""

from __future__ import annotations

from typing import Any

from definitions import DURATION_SCHEMA, ID_PATTERN

from ..steps import steps_schema

ID = {"type": "string", "pattern": ID_PATTERN}
RULE = {"type": "string", "minLength": 1, "description": "A condition: grade = 'A' and filled(budget)"}
TIME = {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$", "description": "A time of day: 09:30"}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
GIVEN_TYPES = ("text", "number", "yes_no", "date", "datetime")
_WORDS = {
    "anyOf": [
        {"type": "string"},
        {"type": "boolean"},
        {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True},
    ],
    "description": "one word, or a list of which one has to be there",
}
_EVENT_WORDS = ("fields", "channel", "stage", "outcome", "how", "reason", "to", "urgent", "behaviour", "source", "way",
                "rule", "pool", "task", "script", "passed")  # fmt: skip
_MONTH_DAY = {"type": "integer", "minimum": -1, "maximum": 31, "not": {"const": 0}}


def automation_schema() -> dict[str, Any]:
    """The whole file; the actions are those that are registered."""
    steps = steps_schema()
    return {
        "description": "When something happens, and if a condition holds, what is done",
        "required": ["form", "on", "do"],
        "properties": {
            "form": {"type": "string"},
            "on": ON,
            "if": RULE,
            "do": {**steps, "minItems": 1},
            "else": steps,
            "once": {"type": "boolean", "description": "At most once for each record, ever"},
            "takes": {
                "type": "object",
                "additionalProperties": {"enum": list(GIVEN_TYPES)},
                "description": "What callers hand over, named in rules as given.name",
            },
            "rights": {"type": "string", "description": "The role whose rights it acts with; without it, all rights"},
            "per_hour": {"type": "integer", "minimum": 1, "maximum": 1000, "description": "Starts for one record"},
        },
    }


SCHEDULE_SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["every", "at"],
    "description": "When it comes round",
    "properties": {
        "every": {"enum": ["day", "week", "month"]},
        "days": {
            "type": "array",
            "minItems": 1,
            "uniqueItems": True,
            "items": {"anyOf": [{"enum": list(WEEKDAYS)}, _MONTH_DAY]},
            "description": "Days of the week by name, or of the month by number; -1 is the last",
        },
        "working": {"type": "boolean", "description": "Only on days on which the calendar works"},
        "at": TIME,
        "calendar": {"type": "string"},
    },
}
_ONE = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "event": {"type": "string", "description": "What happens to a record: submitted, edited, graded, …"},
        **dict.fromkeys((*_EVENT_WORDS, "from"), _WORDS),
        "field": {"type": "string", "description": "A date or a moment of the record"},
        "before": {**DURATION_SCHEMA, "description": "How long before it: 3 days, 4 working hours"},
        "after": {**DURATION_SCHEMA, "description": "How long after it"},
        **SCHEDULE_SCHEMA["properties"],
        "over": {"enum": ["records", "nothing"], "description": "For each record, or once without any"},
        "call": {"const": True, "description": "Another automation runs it"},
    },
}
_ANY_ONE = [{"type": "string"}, _ONE]
ON: dict[str, Any] = {
    "description": "An event, a time that a field gives, a schedule, or a list of them",
    "anyOf": [*_ANY_ONE, {"type": "array", "minItems": 1, "items": {"anyOf": _ANY_ONE}}],
}
