"""What the parts of a report file may hold: params, dimensions, measures, the chart."""

from __future__ import annotations

from typing import Any

from definitions import ID_PATTERN
from forms import WORDS

from ..charts import CHARTS
from ..entities import ENTITIES
from ..grains import GRAINS, WEEKDAYS
from ..parts import BOUNDS
from ..period import COMPARES, PERIODS
from ..sql.aspects import ASPECTS, COMPARED

PERCENTILES = {"p10": 0.1, "p25": 0.25, "median": 0.5, "p75": 0.75, "p90": 0.9, "p95": 0.95, "p99": 0.99}
AGGREGATES = ("distinct", "sum", "average", "min", "max", *PERCENTILES)
MEASURE_KINDS = ("count", *AGGREGATES, "rate", "ratio", "formula")
PARAM_TYPES = ("date", "datetime", "number", "text", "yes_no", "choice", "person")
FORMATS = ("number", "percent")
MOST_BANDS, MOST_TOP = 20, 50

ID = {"type": "string", "pattern": ID_PATTERN}
RULE = {"type": "string", "minLength": 1, "maxLength": 4000}
LABEL = {"$ref": "#/$defs/label"}
NAMES = {"type": "array", "items": {"type": "string", "minLength": 1}, "uniqueItems": True}
CUT = {"type": ["number", "string"], "description": "A number, or a length of time such as 30 minutes"}

PARAM: dict[str, Any] = {
    "type": "object",
    "required": ["id", "type"],
    "additionalProperties": False,
    "properties": {
        "id": ID,
        "label": LABEL,
        "type": {"enum": list(PARAM_TYPES)},
        "of": {"type": "string", "description": "For a choice: the field whose choices can be taken"},
        "default": {
            "description": "A value; for days, moments and numbers also a formula such as today() - 90d",
            "type": ["string", "number", "boolean"],
        },
        "required": {"type": "boolean"},
    },
}
DIMENSION: dict[str, Any] = {
    "type": "object",
    "required": ["id", "by"],
    "additionalProperties": False,
    "properties": {
        "id": ID,
        "label": LABEL,
        "by": {**RULE, "description": "A field, a name every record or row has, one behind a link, or a formula"},
        "grain": {"enum": list(GRAINS), "description": "How days and moments are put together"},
        "starts": {"enum": list(WEEKDAYS), "description": "The first day of a week; Monday if unsaid"},
        "zone": {"type": "string", "description": "Whose clock, such as Asia/Shanghai; the reader's if unsaid"},
        "bands": {
            "type": "array",
            "minItems": 1,
            "maxItems": MOST_BANDS,
            "description": "Where each band of a number or of a length of time begins; it includes its beginning",
            "items": {
                "anyOf": [
                    CUT,
                    {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["label"],
                        "properties": {"from": CUT, "label": LABEL},
                    },
                ]
            },
        },
        "width": {**CUT, "description": "Bands of this width: 10 puts 20 to 30 together"},
        "each": {"type": "boolean", "description": "A record with several values counts in each of them, once in all"},
        "top": {
            "type": "integer",
            "minimum": 1,
            "maximum": MOST_TOP,
            "description": "The greatest by the first measure; the rest are put together as “others”",
        },
    },
}
MEASURE: dict[str, Any] = {
    "type": "object",
    "required": ["id"],
    "additionalProperties": False,
    "properties": {
        "id": ID,
        "label": LABEL,
        "words": WORDS,
        "count": {**RULE, "description": "all, or a condition"},
        **{name: {**RULE, "description": f"{name} of a field or a formula"} for name in AGGREGATES},
        "rate": {**RULE, "description": "The share of the rows for which this condition holds"},
        "ratio": {"type": "array", "items": ID, "minItems": 2, "maxItems": 2, "description": "[part, whole]"},
        "formula": {**RULE, "description": "A formula over measures that stand before it"},
        "where": {**RULE, "description": "A condition: only these rows count for this measure"},
        "once": {
            "type": "string",
            "description": "record, or a link: each counts once, however many rows it has here",
        },
        "unit": LABEL,
        "format": {"enum": list(FORMATS)},
        "show": {
            "type": "array",
            "uniqueItems": True,
            "items": {"enum": [name for name in ASPECTS.names() if name not in COMPARED]},
            "description": "What stands beside it",
        },
        "target": {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": False,
            "properties": {"at_least": CUT, "at_most": CUT},
            "description": "What it should come to: a number, a share such as 80%, or a length of time",
        },
        "bounds": {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 2,
            "additionalProperties": False,
            "properties": dict.fromkeys(BOUNDS, CUT),
            "description": "Only groups in which it lies within these are shown; the others stand together",
        },
        "good": {"enum": ["more", "less"], "description": "Which way is better; a target says it, too"},
    },
}
PERIOD: dict[str, Any] = {
    "type": "object",
    "required": ["by"],
    "additionalProperties": False,
    "properties": {
        "by": {"type": "string", "minLength": 1, "description": "The day or moment of a row that decides"},
        "default": {
            "anyOf": [{"enum": list(PERIODS)}, {"type": "string", "maxLength": 40}],
            "default": "90d",
            "description": "The days looked at if nobody chooses: a name, 5d, 2_months_ago, 2026-09-01..2026-09-15",
        },
        "compare": {"enum": list(COMPARES), "description": "Beside each number, how it was in the days before"},
    },
}
FACT_KINDS = ("count", "sum", "average", "min", "max", "first", "last")
FACT: dict[str, Any] = {
    "type": "object",
    "required": ["id", "of"],
    "additionalProperties": False,
    "properties": {
        "id": ID,
        "label": LABEL,
        "of": {"enum": list(ENTITIES.names()), "description": "The rows it looks at"},
        "form": {"type": "string", "description": "With of: records: the form whose records link here"},
        "link": {"type": "string", "description": "With form: the field by which they do"},
        "where": {**RULE, "description": "Only these rows; row.… names those of the report's own row"},
        "count": {**RULE, "description": "all, or a condition"},
        **{kind: {**RULE, "description": f"The {kind} of a name or a formula"} for kind in FACT_KINDS[1:]},
    },
}
CHART: dict[str, Any] = {
    "type": "object",
    "required": ["type"],
    "additionalProperties": False,
    "properties": {
        "type": {"enum": list(CHARTS.names())},
        "x": {"type": "string", "description": "A dimension"},
        "y": {**NAMES, "minItems": 1, "maxItems": 4, "description": "Measures"},
        "split": {"type": "string", "description": "The dimension whose values are told apart by colour"},
        "upto": {"type": "string", "description": "For bars: the measure that a whisker reaches to"},
        "limit": {"type": "string", "description": "For bars: the measure that is marked as the limit of each"},
        "size": {"type": "string", "description": "For a scatter: the measure that is the size of a point"},
    },
}
