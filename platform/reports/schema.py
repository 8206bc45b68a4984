"""What a report file may hold."""

from __future__ import annotations

from typing import Any

from definitions import ID_PATTERN, LABEL_SCHEMA

from .entities import ENTITIES
from .grains import GRAINS

MOST_ROWS = 1000
AGGREGATES = ("distinct", "sum", "average", "min", "max", "median", "p90")
MEASURE_KINDS = ("count", *AGGREGATES, "ratio", "formula")
PARAM_TYPES = ("date", "datetime", "number", "text", "yes_no", "choice", "person")
FORMATS = ("number", "percent")
CHARTS = ("bar", "line", "funnel", "number", "table")

_ID = {"type": "string", "pattern": ID_PATTERN}
_RULE = {"type": "string", "minLength": 1, "maxLength": 4000}
_LABEL = {"$ref": "#/$defs/label"}
_NAMES = {"type": "array", "items": {"type": "string", "minLength": 1}, "uniqueItems": True}
_PARAM = {
    "type": "object",
    "required": ["id", "type"],
    "additionalProperties": False,
    "properties": {
        "id": _ID,
        "label": _LABEL,
        "type": {"enum": list(PARAM_TYPES)},
        "of": {"type": "string", "description": "For a choice: the field whose choices can be taken"},
        "default": {
            "description": "A value; for days, moments and numbers also a formula such as today() - 90d",
            "type": ["string", "number", "boolean"],
        },
        "required": {"type": "boolean"},
    },
}
_DIMENSION = {
    "type": "object",
    "required": ["id", "by"],
    "additionalProperties": False,
    "properties": {
        "id": _ID,
        "label": _LABEL,
        "by": {"type": "string", "minLength": 1, "description": "A field, or a name every record or row has"},
        "grain": {
            "enum": list(GRAINS),
            "description": "How days and moments are put together; a week starts on Monday",
        },
    },
}
_MEASURE = {
    "type": "object",
    "required": ["id"],
    "additionalProperties": False,
    "properties": {
        "id": _ID,
        "label": _LABEL,
        "count": {**_RULE, "description": "all, or a condition"},
        **{name: {**_RULE, "description": f"{name} of a field or a formula"} for name in AGGREGATES},
        "ratio": {"type": "array", "items": _ID, "minItems": 2, "maxItems": 2, "description": "[part, whole]"},
        "formula": {**_RULE, "description": "A formula over measures that stand before it"},
        "where": {**_RULE, "description": "A condition: only these rows count for this measure"},
        "unit": _LABEL,
        "format": {"enum": list(FORMATS)},
    },
}
_CHART = {
    "type": "object",
    "required": ["type"],
    "additionalProperties": False,
    "properties": {
        "type": {"enum": list(CHARTS)},
        "x": {"type": "string", "description": "A dimension"},
        "y": {**_NAMES, "minItems": 1, "maxItems": 4, "description": "Measures"},
    },
}
REPORT_SCHEMA: dict[str, Any] = {
    "description": "Measures by dimensions over records, stage visits, assignments or tasks; or a cohort funnel",
    "required": ["form"],
    "$defs": {"label": LABEL_SCHEMA},
    "properties": {
        "form": {"type": "string"},
        "over": {"enum": list(ENTITIES), "default": "records"},
        "where": {**_RULE, "description": "Which rows count: a condition; it may name params"},
        "params": {"type": "array", "items": _PARAM, "maxItems": 12},
        "dimensions": {"type": "array", "items": _DIMENSION, "maxItems": 4},
        "measures": {"type": "array", "items": _MEASURE, "minItems": 1, "maxItems": 20},
        "sort": {**_NAMES, "maxItems": 4, "description": "Dimensions and measures; a - in front sorts downwards"},
        "limit": {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "description": "The rest becomes “others”"},
        "chart": _CHART,
        "funnel": {
            "type": "object",
            "required": ["pipeline"],
            "additionalProperties": False,
            "properties": {"pipeline": {"type": "string"}},
        },
        "roles": {**_NAMES, "description": "Who finds it among the reports; without it everybody who may see reports"},
    },
}
