"""Pieces that the schemas of routing share."""

from __future__ import annotations

from typing import Any

from definitions import ID_PATTERN

ID = {"type": "string", "pattern": ID_PATTERN}
RULE_TEXT = {"type": "string", "minLength": 1, "description": "A condition in the rule language"}
COUNT = {"type": "integer", "minimum": 1, "maximum": 100000}


def object_of(properties: dict[str, Any], required: tuple[str, ...] = ()) -> dict[str, Any]:
    """An object with these keys and no others."""
    return {"type": "object", "additionalProperties": False, "properties": properties, "required": list(required)}


WHO = object_of(
    {
        "team": {**ID, "description": "Everybody in this team and in the teams below it"},
        "role": ID,
        "people": {"type": "array", "items": {"type": "string"}, "minItems": 1, "description": "Logins"},
        "match": {**RULE_TEXT, "description": "Holds for a person: person.<attribute> beside the record's fields"},
    }
)
