"""What a dashboard file may hold."""

from __future__ import annotations

from functools import cache
from typing import Any

from definitions import DURATION_SCHEMA, LABEL_SCHEMA

from ..reading.part_schemas import CHART, ID, LABEL, MEASURE, NAMES

MOST_TILES, MOST_FILTERS = 24, 8
SIZE = {"type": "integer", "minimum": 1, "maximum": 40}
VALUE = {"type": ["string", "number", "boolean"]}


@cache
def dashboard_schema() -> dict[str, Any]:
    """The schema, with every chart that there is."""
    return {
        "description": "Reports on one grid, with filters that they share",
        "required": ["tiles"],
        "$defs": {"label": LABEL_SCHEMA},
        "properties": {
            "about": {**LABEL, "description": "Whom it is for and what it is to show, in a sentence"},
            "roles": {**NAMES, "description": "Who finds it; without it everybody who may see reports"},
            "filters": {
                "type": "array",
                "maxItems": MOST_FILTERS,
                "items": {"anyOf": [ID, _FILTER]},
                "description": "Params that every tile gets whose report knows them",
            },
            "refresh": {**DURATION_SCHEMA, "description": "How often the numbers are asked for again: 5 minutes"},
            "tiles": {"type": "array", "minItems": 1, "maxItems": MOST_TILES, "items": _tile()},
        },
    }


_FILTER: dict[str, Any] = {
    "type": "object",
    "required": ["id"],
    "additionalProperties": False,
    "properties": {
        "id": ID,
        "label": LABEL,
        "default": {**VALUE, "description": "A value or a formula, instead of what the report begins with"},
    },
}


def _tile() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["report"],
        "additionalProperties": False,
        "properties": {
            "id": {**ID, "description": "What the tile is called; the report's id if unsaid"},
            "report": {"type": "string"},
            "label": LABEL,
            "number": {"type": "string", "description": "Only this measure of the report, as one large number"},
            "target": {**MEASURE["properties"]["target"], "description": "What the number should come to"},
            "chart": {**CHART, "description": "Another picture than the report's own"},
            "params": {"type": "object", "additionalProperties": VALUE, "description": "For this tile alone"},
            "width": {**SIZE, "description": "Of twelve columns; a number has 3 and a picture 6 if unsaid"},
            "height": {**SIZE, "description": "Rows of 56 pixels; a number has 2 and a picture 6 if unsaid"},
            "x": {**SIZE, "description": "The first column, from 1; the next free place if unsaid"},
            "y": {**SIZE, "description": "The first row, from 1"},
        },
    }
