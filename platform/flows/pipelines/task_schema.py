"""The JSON Schema of a task, in a stage, among the plays or in a file of its own."""

from __future__ import annotations

from typing import Any

from definitions import DURATION_SCHEMA, ID_PATTERN, LABEL_SCHEMA

from .approval import APPROVE
from .opens import OPENS
from .party import PARTY_SCHEMA, WHO_SCHEMA

ID = {"type": "string", "pattern": ID_PATTERN}
RULE = {"type": "string", "minLength": 1, "description": "A condition: filled(need) and done(call)"}
SKIP = {"type": "object", "additionalProperties": False, "properties": {"with": {"const": "reason"}}}
NAMES = {"type": "array", "items": ID, "minItems": 1, "uniqueItems": True}

STEP = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "before": DURATION_SCHEMA,
        "after": DURATION_SCHEMA,
        "notify": PARTY_SCHEMA,
        "escalate": PARTY_SCHEMA,
        "message": {"type": "string"},
    },
    "oneOf": [{"required": ["notify"]}, {"required": ["escalate"]}],
}
OVERDUE = {
    "type": "array",
    "items": STEP,
    "description": "Steps around the limit: {before: 30m, notify: owner}, {after: 1h, escalate: superior}",
}

_USED = {
    "type": "object",
    "additionalProperties": False,
    "required": ["use"],
    "properties": {"use": {**ID, "description": "A script of the folder scripts/"}},
}
_SCRIPT = {
    "description": "What to say, {use: script}, or several of these",
    "anyOf": [LABEL_SCHEMA, _USED, {"type": "array", "minItems": 1, "items": _USED}],
}
_CHECK = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id"],
    "properties": {
        "id": ID,
        "label": LABEL_SCHEMA,
        "must": {"type": "boolean", "description": "Has to be ticked before the task is done"},
    },
}
_REPEAT = {
    "type": "object",
    "additionalProperties": False,
    "required": ["every"],
    "properties": {"every": DURATION_SCHEMA, "most": {"type": "integer", "minimum": 1, "maximum": 100}},
}

TASK_PROPERTIES: dict[str, Any] = {
    "within": DURATION_SCHEMA,
    "must": {"type": "boolean"},
    "who": WHO_SCHEMA,
    "script": _SCRIPT,
    "asks": {"type": "array", "items": LABEL_SCHEMA},
    "checks": {"type": "array", "items": _CHECK, "minItems": 1, "maxItems": 50},
    "minutes": {"type": "integer", "minimum": 1, "maximum": 600},
    "contact": {"type": "boolean"},
    "when": {**RULE, "description": "The task is opened once this holds"},
    "after": {
        "description": "Tasks of the same stage that come first",
        "anyOf": [ID, NAMES],
    },
    "by_hand": {"type": "boolean", "description": "Not opened with the stage: somebody adds it where it is wanted"},
    "repeat": _REPEAT,
    "approve": APPROVE,
    "opens": OPENS,
    "skip": SKIP,
    "overdue": OVERDUE,
}
TASK: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "anyOf": [{"required": ["id"]}, {"required": ["use"]}],
    "properties": {
        "id": ID,
        "use": {**ID, "description": "A task of the folder tasks/, on which this one is written"},
        "label": LABEL_SCHEMA,
        **TASK_PROPERTIES,
    },
}
PLAY = {
    **TASK,
    "properties": {**TASK["properties"], "in": {**NAMES, "description": "The stages it is for; else every open one"}},
}
