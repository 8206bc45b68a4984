"""The JSON Schema of a scorecard file."""

from __future__ import annotations

from typing import Any

from definitions import DURATION_SCHEMA, ID_PATTERN, LABEL_SCHEMA

_ID = {"type": "string", "pattern": ID_PATTERN}
_CONDITION = {"type": "string", "minLength": 1, "description": "A condition in the rule language"}
_NUMBER = {"type": "number", "minimum": -1000000, "maximum": 1000000}
_POSITIVE = {"type": "number", "exclusiveMinimum": 0, "maximum": 1000000}


def _object(properties: dict[str, Any], required: tuple[str, ...]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "properties": properties, "required": list(required)}


ROW = _object(
    {
        "id": _ID,
        "when": {**_CONDITION, "description": "When the points count; without it always"},
        "points": {"anyOf": [_NUMBER, {"type": "string", "minLength": 1}], "description": "A number, or a formula"},
        "reason": LABEL_SCHEMA,
        "behaviour": {**_ID, "description": "A behaviour of the form's trail: the points count for each time"},
        "cap": {**_POSITIVE, "description": "The most that all these times give together"},
        "half_life": {**DURATION_SCHEMA, "description": "After so long, half of the points are left"},
        "fades_over": {**DURATION_SCHEMA, "description": "The points shrink evenly, and are gone after so long"},
    },
    ("id", "points"),
)
GROUP = _object(
    {
        "id": _ID,
        "label": LABEL_SCHEMA,
        "cap": {**_NUMBER, "description": "The most that this group may give together"},
        "part": {"enum": ["fit", "behaviour"], "description": "Where the card tells both apart: which one it is of"},
        "rows": {"type": "array", "items": ROW, "minItems": 1, "maxItems": 200},
    },
    ("id", "rows"),
)
BAND = _object(
    {
        "id": {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_]{0,47}$"},
        "label": LABEL_SCHEMA,
        "from": {**_NUMBER, "description": "The lowest score of the band; it belongs to the band"},
        "to": {**_NUMBER, "description": "Where the next band up begins; this score belongs to that one"},
        "note": LABEL_SCHEMA,
    },
    ("id",),
)
_PART = _object({"label": LABEL_SCHEMA, "min": _NUMBER, "max": _NUMBER}, ())
PARTS = _object({"fit": _PART, "behaviour": _PART}, ())
TABLE = _object(
    {
        "by": {"const": "table"},
        "rows": {
            "type": "array",
            "minItems": 1,
            "maxItems": 200,
            "items": _object(
                {
                    "when": {**_CONDITION, "description": "The first row that holds decides; the last has none"},
                    "grade": {"type": "string", "description": "The id of one of the bands"},
                    "reason": LABEL_SCHEMA,
                },
                ("grade",),
            ),
        },
    },
    ("by", "rows"),
)
URGENT = _object({"id": _ID, "when": _CONDITION, "reason": LABEL_SCHEMA}, ("id", "when"))
REVIEW = _object(
    {
        "label": LABEL_SCHEMA,
        "rest": {**DURATION_SCHEMA, "description": "For how long one that was looked at is not asked about again"},
        "rows": {
            "type": "array",
            "minItems": 1,
            "maxItems": 50,
            "items": _object(
                {
                    "id": _ID,
                    "when": {**_CONDITION, "description": "Which records; it may read their grade"},
                    "reason": LABEL_SCHEMA,
                    "suggest": {"type": "string", "description": "The grade that may fit better"},
                },
                ("id", "when"),
            ),
        },
    },
    ("rows",),
)

SCORECARD_SCHEMA: dict[str, Any] = {
    "description": "Points by rows, a grade by bands: what a record is worth and why",
    "properties": {
        "form": _ID,
        "range": _object({"min": _NUMBER, "max": _NUMBER}, ("min", "max")),
        "groups": {"type": "array", "items": GROUP, "minItems": 1, "maxItems": 50},
        "bands": {"type": "array", "items": BAND, "minItems": 1, "maxItems": 26},
        "urgent": {"type": "array", "items": URGENT, "maxItems": 50},
        "parts": {**PARTS, "description": "Fit and behaviour apart, each with a score of its own"},
        "combine": {"type": "string", "minLength": 1, "description": "The score from `fit` and `behaviour`; their sum"},
        "review": {**REVIEW, "description": "Records whose grade likely no longer fits, to be looked at each week"},
        "grade": {**TABLE, "description": "Grades by a table of conditions instead of the bands' bounds"},
    },
    "required": ["form", "groups", "bands"],
}
