"""What a report file may hold."""

from __future__ import annotations

from functools import cache
from typing import Any

from definitions import LABEL_SCHEMA
from forms import WORDS

from ..entities import ENTITIES
from ..shapes import SHAPES
from .part_schemas import CHART, DIMENSION, FACT, LABEL, MEASURE, NAMES, PARAM, PERIOD, RULE

MOST_ROWS = 1000


@cache
def report_schema() -> dict[str, Any]:
    """The schema, with every shape that there is."""
    return {
        "description": "Measures by dimensions over records, or over the rows that records leave behind; or a shape",
        "required": ["form"],
        "$defs": {"label": LABEL_SCHEMA},
        "properties": {
            "form": {"type": "string"},
            "over": {"enum": list(ENTITIES.names()), "default": "records"},
            "where": {**RULE, "description": "Which rows count: a condition; it may name params"},
            "period": {**PERIOD, "description": "The days it looks at; the reader may choose others"},
            "params": {"type": "array", "items": PARAM, "maxItems": 12},
            "facts": {
                "type": "array",
                "items": FACT,
                "maxItems": 12,
                "description": "One value for each record, out of its many rows",
            },
            "dimensions": {"type": "array", "items": DIMENSION, "maxItems": 4},
            "measures": {"type": "array", "items": MEASURE, "minItems": 1, "maxItems": 20},
            "sort": {**NAMES, "maxItems": 4, "description": "Dimensions and measures; a - in front sorts downwards"},
            "limit": {
                "type": "integer",
                "minimum": 1,
                "maximum": MOST_ROWS,
                "description": "The rest becomes “others”",
            },
            "chart": CHART,
            **{name: dict(shape.schema) for name, shape in SHAPES.items()},
            "roles": {
                **NAMES,
                "description": "Who finds it among the reports; without it everybody who may see reports",
            },
            "words": {
                **WORDS,
                "description": "What people ask that it answers, in any language: [why did we win less, 为什么下降]",
            },
            "group": {**LABEL, "description": "The subject under which it stands among the reports"},
            "about": {**LABEL, "description": "What it is for and how it is meant, in a sentence or two"},
        },
    }
