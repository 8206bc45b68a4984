"""The JSON Schema of a routing file."""

from __future__ import annotations

from typing import Any

from definitions import DURATION_SCHEMA, ID_PATTERN, LABEL_SCHEMA

_ID = {"type": "string", "pattern": ID_PATTERN}
_RULE_TEXT = {"type": "string", "minLength": 1, "description": "A condition in the rule language"}
_COUNT = {"type": "integer", "minimum": 1, "maximum": 100000}
PRESENT, AT_WORK = "present", "at_work"


def _object(properties: dict[str, Any], required: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "properties": properties, "required": list(required)}


WHO = _object({
    "team": {**_ID, "description": "Everybody in this team and in the teams below it"},
    "role": _ID,
    "people": {"type": "array", "items": {"type": "string"}, "minItems": 1, "description": "Logins"},
    "match": {**_RULE_TEXT, "description": "Holds for a person: person.<attribute> beside the record's fields"},
})
_NAMES = {"type": "array", "items": _ID, "minItems": 1, "maxItems": 5}
OWNER_OF = {
    "anyOf": [
        _object(
            {
                "same": {
                    "anyOf": [_NAMES, {"type": "object", "minProperties": 1, "additionalProperties": _ID}],
                    "description": "Fields with the same values; {company: name} where the other is called differently",
                },
                "form": {**_ID, "description": "The form of the other record; this one where it is not said"},
            },
            ("same",),
        ),
        _object({"link": {**_ID, "description": "The field that links to the record"}}, ("link",)),
    ],
    "description": "Whoever owns another record: the newest open one, else the newest",
}
RULE_WHO = _object({**WHO["properties"], "owner_of": OWNER_OF})
_PLACES = [
    _object({"pool": _ID}, ("pool",)),
    _object({"superior_of": {**_ID, "description": "A team"}}, ("superior_of",)),
    _object({"person": {"type": "string", "description": "A login"}}, ("person",)),
]
DESTINATION = {"anyOf": _PLACES}
NEXT_OR_PLACE = {"anyOf": [{"const": "next"}, *_PLACES]}


def _wait(then: dict[str, Any], *required: str) -> dict[str, Any]:
    return _object(
        {
            "wait": {
                "type": "string",
                "minLength": 1,
                "description": "`working time`, a length of time (2 working hours), a clock time (09:00) or a moment",
            },
            "times": {**_COUNT, "maximum": 100, "description": "How often a record may wait here; once"},
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
RULE = _object(
    {
        "id": _ID,
        "label": LABEL_SCHEMA,
        "when": {**_RULE_TEXT, "description": "For which records; without it for all"},
        "who": RULE_WHO,
        "how": HOW,
        "limits": _object({"open": _COUNT, "per_day": _COUNT, "per_hour": _COUNT}),
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
POOL = _object({"id": _ID, "label": LABEL_SCHEMA, "who": WHO, "per_day": _COUNT, "open": _COUNT, "watch": WHO}, ("id",))
ROUTING_SCHEMA = {
    "description": "Who gets a record: the first rule that holds and finds somebody decides",
    "properties": {
        "form": _ID,
        "rules": {"type": "array", "items": RULE},
        "else": {
            "anyOf": [*_PLACES, _wait(DESTINATION, "then")],
            "description": "Where every record goes that no rule could give to somebody",
        },
        "accept": _object(
            {"within": DURATION_SCHEMA, "then": {"anyOf": [{"enum": ["superior", "next"]}, *_PLACES]}},
            ("within",),
        ),
        "notify": _object({"message": _ID, "within": DURATION_SCHEMA}, ("message",)),
        "pools": {"type": "array", "items": POOL},
        "person": {
            "type": "object",
            "description": "What the attributes of people are called: {regions: {zh: 负责地区, en: Regions}}",
            "propertyNames": {"pattern": ID_PATTERN},
            "additionalProperties": LABEL_SCHEMA,
        },
    },
    "required": ["form", "rules"],
}
