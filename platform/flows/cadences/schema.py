"""The JSON Schema of a cadence file."""

from __future__ import annotations

from typing import Any

from definitions import DURATION_SCHEMA

from ..automations.schema import ID, ON, RULE, TIME
from ..steps import steps_schema

STEP_ID = {**ID, "description": "What branches and jumps call it"}
_BRANCH = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["if", "go"],
        "properties": {"if": RULE, "go": {"type": "string"}},
    },
}
_LIMIT = {
    "type": "object",
    "additionalProperties": False,
    "minProperties": 1,
    "properties": {
        name: {"type": "integer", "minimum": 1, "maximum": 1_000_000} for name in ("minute", "hour", "day", "week")
    },
}


def cadence_schema() -> dict[str, Any]:
    """The whole file; the actions are those that are registered."""
    actions = steps_schema()
    return {
        "description": "Steps over days and weeks, until they answer, ripen or are through",
        "required": ["form", "steps"],
        "properties": {
            "form": {"type": "string"},
            "group": {**ID, "description": "A record is in one cadence of a group at a time"},
            "enter": _ENTER,
            "steps": {**actions, "minItems": 1, "items": _step(actions["items"])},
            "stop": _STOP,
            "ripe": {
                "type": "object",
                "additionalProperties": False,
                "required": ["if"],
                "properties": {"if": RULE, "do": actions},
            },
            "limits": {
                "type": "object",
                "additionalProperties": False,
                "properties": dict.fromkeys(("cadence", "owner", "record"), _LIMIT),
                "description": "How much is sent at most: by the cadence, in one owner's name, to one record",
            },
            "hours": {
                "type": "object",
                "additionalProperties": False,
                "required": ["from", "to"],
                "properties": {"from": TIME, "to": TIME, "working": {"type": "boolean"}},
            },
            "when_changed": {"enum": ["keep", "migrate"], "description": "Which steps those follow who are in it"},
        },
    }


def _step(action: dict[str, Any]) -> dict[str, Any]:
    own = {
        "id": STEP_ID,
        "wait": {**DURATION_SCHEMA, "description": "How long: 3 days, 2 working days"},
        "at": TIME,
        "branch": _BRANCH,
        "else": {"type": "string", "description": "Where a branch goes otherwise"},
        "go": {"type": "string", "description": "The step to go to, or end"},
        "most": {"type": "integer", "minimum": 1, "maximum": 1000, "description": "How often to go there"},
        "until": {"enum": ["done", "opened"], "description": "A task: on when it is done, or at once"},
    }
    return {**action, "properties": {**action["properties"], **own}}


_ENTER = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "on": ON,
        "if": RULE,
        "again": {"type": "object", "additionalProperties": False, "required": ["after"],
                  "properties": {"after": DURATION_SCHEMA}},
    },
}  # fmt: skip
_WORDS = {"type": "array", "items": {"type": "string"}, "uniqueItems": True}
_STOP = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"reply": {"type": "boolean"}, "outcomes": _WORDS, "stages": _WORDS, "if": RULE},
}
