"""The JSON Schema of pools, and of what goes back into them."""

from __future__ import annotations

from typing import Any

from definitions import DURATION_SCHEMA, LABEL_SCHEMA

from .schema_parts import COUNT, ID, RULE_TEXT, WHO, object_of

REASONS = {
    "type": "array",
    "items": object_of({"id": ID, "label": LABEL_SCHEMA}, ("id",)),
    "minItems": 1,
    "description": "Reasons to choose from, beside the words",
}
POOL = object_of(
    {
        "id": ID,
        "label": LABEL_SCHEMA,
        "who": WHO,
        "per_day": COUNT,
        "open": COUNT,
        "watch": WHO,
        "former_owner": {
            "type": "string",
            "description": "When a former owner may claim a record again: at_once, never, or after a time (7 days)",
        },
        "reasons": REASONS,
    },
    ("id",),
)
RECYCLE: dict[str, Any] = object_of(
    {
        "id": ID,
        "label": LABEL_SCHEMA,
        "when": {**RULE_TEXT, "description": "For which open records that somebody has; without it for all"},
        "idle": {**DURATION_SCHEMA, "description": "How long nobody works on it"},
        "counts": {"enum": ["work", "contact"], "description": "What ends idleness: any work on it, or only a contact"},
        "to": {**ID, "description": "The pool it goes into"},
        "warn": {**DURATION_SCHEMA, "description": "How long before that its owner is told"},
    },
    ("id", "idle", "to"),
)
