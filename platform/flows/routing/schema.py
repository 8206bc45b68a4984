"""The JSON Schema of a routing file."""

from __future__ import annotations

from typing import Any

from definitions import DURATION_SCHEMA, ID_PATTERN, LABEL_SCHEMA

from .pool_schema import POOL, REASONS, RECYCLE
from .schema_parts import COUNT, ID, RULE_TEXT, WHO, object_of

PRESENT, AT_WORK = "present", "at_work"
_NAMES = {"type": "array", "items": ID, "minItems": 1, "maxItems": 5}
_SUPERIOR = {"type": "boolean", "description": "Meant is the superior of whoever that is"}
OWNER_OF = {
    "anyOf": [
        object_of(
            {
                "same": {
                    "anyOf": [_NAMES, {"type": "object", "minProperties": 1, "additionalProperties": ID}],
                    "description": "Fields with the same values; {company: name} where the other is called differently",
                },
                "form": {**ID, "description": "The form of the other record; this one where it is not said"},
                "superior": _SUPERIOR,
            },
            ("same",),
        ),
        object_of(
            {"link": {**ID, "description": "The field that links to the record"}, "superior": _SUPERIOR}, ("link",)
        ),
        object_of(
            {
                "duplicate": {"const": True, "description": "The record that this one is flagged as a duplicate of"},
                "superior": _SUPERIOR,
            },
            ("duplicate",),
        ),
    ],
    "description": "Whoever owns another record: the newest open one, else the newest",
}
RULE_WHO = object_of({**WHO["properties"], "owner_of": OWNER_OF})
_PLACES = [
    object_of({"pool": ID}, ("pool",)),
    object_of({"superior_of": {**ID, "description": "A team"}}, ("superior_of",)),
    object_of({"person": {"type": "string", "description": "A login"}}, ("person",)),
]
DESTINATION = {"anyOf": _PLACES}
NEXT_OR_PLACE = {"anyOf": [{"const": "next"}, *_PLACES]}


# An attribute with its values: {label: {zh: 资历, en: level}, values: {senior: {zh: 资深, en: senior}}}
NAMED_VALUES = {
    "label": LABEL_SCHEMA,
    "values": {"type": "object", "minProperties": 1, "additionalProperties": LABEL_SCHEMA},
}


def _wait(then: dict[str, Any], *required: str) -> dict[str, Any]:
    return object_of(
        {
            "wait": {
                "type": "string",
                "minLength": 1,
                "description": "`working time`, a length of time (2 working hours), a clock time (09:00) or a moment",
            },
            "times": {**COUNT, "maximum": 100, "description": "How often a record may wait here; once"},
            "then": {**then, "description": "Where to when it has waited that often"},
        },
        ("wait", *required),
    )


HOW = {
    "anyOf": [
        {"type": "string", "description": "round_robin, least_loaded or another strategy"},
        {
            "type": "object",
            "properties": {"strategy": {"type": "string"}},
            "required": ["strategy"],
            "description": "A strategy with its options beside it",
        },
    ]
}
RULE = object_of(
    {
        "id": ID,
        "label": LABEL_SCHEMA,
        "when": {**RULE_TEXT, "description": "For which records; without it for all"},
        "who": RULE_WHO,
        "how": HOW,
        "limits": object_of({"open": COUNT, "per_day": COUNT, "per_hour": COUNT}),
        "available": {
            "enum": [PRESENT, AT_WORK],
            "description": "present: neither on leave nor paused; at_work: within their working hours too",
        },
        "else": {
            "anyOf": [{"const": "next"}, *_PLACES, _wait(NEXT_OR_PLACE)],
            "description": "Where to when the rule finds nobody; without it the next rule is asked",
        },
    },
    ("id", "who"),
)
ROUTING_SCHEMA = {
    "description": "Who gets a record: the first rule that holds and finds somebody decides",
    "properties": {
        "form": ID,
        "rules": {"type": "array", "items": RULE},
        "else": {
            "anyOf": [*_PLACES, _wait(DESTINATION, "then")],
            "description": "Where every record goes that no rule could give to somebody",
        },
        "accept": object_of(
            {
                "within": DURATION_SCHEMA,
                "then": {"anyOf": [{"enum": ["superior", "next"]}, *_PLACES]},
                "reasons": {**REASONS, "description": "Why one refuses, to choose from beside the words"},
            },
            ("within",),
        ),
        "notify": object_of({"message": ID, "within": DURATION_SCHEMA}, ("message",)),
        "pools": {"type": "array", "items": POOL},
        "recycle": {
            "type": "array",
            "items": RECYCLE,
            "description": "What goes back into a pool when nobody works on it; the first that holds counts",
        },
        "person": {
            "type": "object",
            "description": "What the attributes of people are called: {regions: {zh: 负责地区, en: Regions}}",
            "propertyNames": {"pattern": ID_PATTERN},
            "additionalProperties": {"anyOf": [LABEL_SCHEMA, object_of(NAMED_VALUES, ("label", "values"))]},
        },
    },
    "required": ["form", "rules"],
}
