"""The JSON Schema of a pipeline file."""

from __future__ import annotations

from typing import Any

from definitions import DURATION_SCHEMA, ID_PATTERN, LABEL_SCHEMA

_ID = {"type": "string", "pattern": ID_PATTERN}
_RULE = {"type": "string", "minLength": 1, "description": "A condition: filled(need) and done(call)"}
_FIELDS = {"type": "array", "items": {"type": "string"}, "uniqueItems": True}

PARTY_SCHEMA: dict[str, Any] = {
    "description": "owner, superior, {role: …}, {team: …} or {person: login}",
    "anyOf": [
        {"type": "string", "enum": ["owner", "superior"]},
        {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": False,
            "properties": {name: {"type": "string", "minLength": 1} for name in ("role", "team", "person")},
        },
    ],
}

_STEP = {
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
OVERDUE_SCHEMA = {
    "type": "array",
    "items": _STEP,
    "description": "Steps around the limit: {before: 30m, notify: owner}, {after: 1h, escalate: superior}",
}

_LIMIT = {
    "type": "object",
    "additionalProperties": False,
    "required": ["within"],
    "properties": {"within": DURATION_SCHEMA, "overdue": OVERDUE_SCHEMA},
}

_QUIET = {
    "type": "object",
    "additionalProperties": False,
    "required": ["after"],
    "properties": {
        "after": DURATION_SCHEMA,
        "notify": {"type": "array", "items": PARTY_SCHEMA, "minItems": 1},
        "overdue": OVERDUE_SCHEMA,
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
    "properties": {"overdue": OVERDUE_SCHEMA},
}

_TASK = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id"],
    "properties": {
        "id": _ID,
        "label": LABEL_SCHEMA,
        "within": DURATION_SCHEMA,
        "must": {"type": "boolean"},
        "who": PARTY_SCHEMA,
        "script": LABEL_SCHEMA,
        "asks": {"type": "array", "items": LABEL_SCHEMA},
        "minutes": {"type": "integer", "minimum": 1, "maximum": 600},
        "contact": {"type": "boolean"},
        "when": _RULE,
        "skip": {"type": "object", "additionalProperties": False, "properties": {"with": {"const": "reason"}}},
        "overdue": OVERDUE_SCHEMA,
    },
}

_WAKE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["on"],
    "properties": {"on": {"type": "string"}, "hook": {"type": "string"}, "to": {"type": "string"}},
}

_STAGE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id"],
    "properties": {
        "id": _ID,
        "label": LABEL_SCHEMA,
        "outcome": _ID,
        "limit": DURATION_SCHEMA,
        "overdue": OVERDUE_SCHEMA,
        "tasks": {"type": "array", "items": _TASK},
        "leave_when": _RULE,
        "next": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
        "skip": {
            "type": "object",
            "additionalProperties": False,
            "required": ["with"],
            "properties": {"with": {"const": "reason"}},
        },
        "ask": _FIELDS,
        "wake": _WAKE,
    },
}

PIPELINE_SCHEMA: dict[str, Any] = {
    "required": ["form", "start", "stages"],
    "properties": {
        "form": {"type": "string"},
        "when": _RULE,
        "start": {"type": "string"},
        "skip_reasons": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["id"],
                "properties": {"id": _ID, "label": LABEL_SCHEMA},
            },
        },
        "first_response": _LIMIT,
        "silence": _QUIET,
        "untouched": _QUIET,
        "promises": _PROMISES,
        "log": _LOG,
        "stages": {"type": "array", "minItems": 1, "items": _STAGE},
    },
}
