"""The JSON Schema of a pipeline file."""

from __future__ import annotations

from typing import Any

from definitions import DURATION_SCHEMA, LABEL_SCHEMA

from .milestone import MILESTONES
from .party import PARTY_SCHEMA
from .skipping import SKIP_REASONS
from .task_schema import ID, OVERDUE, PLAY, RULE, TASK

_FIELDS = {"type": "array", "items": {"type": "string"}, "uniqueItems": True}
_STAGES = {"type": "array", "items": {"type": "string"}, "uniqueItems": True}

_LIMIT = {
    "type": "object",
    "additionalProperties": False,
    "required": ["within"],
    "properties": {"within": DURATION_SCHEMA, "overdue": OVERDUE},
}

_QUIET = {
    "type": "object",
    "additionalProperties": False,
    "required": ["after"],
    "properties": {
        "after": DURATION_SCHEMA,
        "notify": {"type": "array", "items": PARTY_SCHEMA, "minItems": 1},
        "overdue": OVERDUE,
    },
}

_LOG = {
    "type": "object",
    "additionalProperties": False,
    "description": "What must be written down with every contact: next_step: required",
    "properties": {"next_step": {"enum": ["required", "optional"]}},
}
_PROMISES = {
    "type": "object",
    "additionalProperties": False,
    "required": ["overdue"],
    "description": "What happens around the time of a next step that was promised to somebody",
    "properties": {"overdue": OVERDUE},
}

_WAKE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["on"],
    "properties": {"on": {"type": "string"}, "hook": {"type": "string"}, "to": {"type": "string"}},
}

_MOVE = {
    "type": "object",
    "description": "A way the record takes by itself",
    "additionalProperties": False,
    "required": ["id", "to"],
    "anyOf": [{"required": ["when"]}, {"required": ["after"]}],
    "properties": {
        "id": ID,
        "label": LABEL_SCHEMA,
        "when": {**RULE, "description": "Once this holds, or if it holds when the time is over"},
        "after": {**DURATION_SCHEMA, "description": "So long after the record came into the stage"},
        "to": {"type": "string"},
        "set": {
            "type": "object",
            "description": "What is filled in on the way: field → rule",
            "additionalProperties": RULE,
        },
    },
}

_STAGE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id"],
    "properties": {
        "id": ID,
        "label": LABEL_SCHEMA,
        "outcome": ID,
        "limit": DURATION_SCHEMA,
        "overdue": OVERDUE,
        "tasks": {"type": "array", "items": TASK},
        "leave_when": RULE,
        "next": {**_STAGES, "description": "Where it goes on; the guard holds the way forward"},
        "back": {**_STAGES, "description": "Earlier stages to which it may go back, always free"},
        "skip": {
            "type": "object",
            "additionalProperties": False,
            "required": ["with"],
            "properties": {"with": {"const": "reason"}},
        },
        "ask": {**_FIELDS, "description": "What has to be filled in on entering"},
        "may_ask": {**_FIELDS, "description": "What is asked too, and may stay empty"},
        "wake": _WAKE,
        "moves": {"type": "array", "items": _MOVE},
    },
}

PIPELINE_SCHEMA: dict[str, Any] = {
    "required": ["form", "start", "stages"],
    "properties": {
        "form": {"type": "string"},
        "when": RULE,
        "start": {"type": "string"},
        "skip_reasons": SKIP_REASONS,
        "first_response": _LIMIT,
        "silence": _QUIET,
        "untouched": _QUIET,
        "promises": _PROMISES,
        "log": _LOG,
        "milestones": MILESTONES,
        "plays": {"type": "array", "items": PLAY, "description": "Tasks that a signal opens, in whatever stage"},
        "stages": {"type": "array", "minItems": 1, "items": _STAGE},
    },
}
