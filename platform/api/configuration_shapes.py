"""The bodies of calls about the configuration: files, packs, and records in flight."""

from __future__ import annotations

from typing import Any

from publishing import merging

from .inputs import TEXT, WHOLE_ID, Shape

_CHANGED_FILES = {
    "type": "object",
    "additionalProperties": {"type": ["string", "null"]},
    "description": "Path → text; null takes a file away. What is not named stays as it is",
}
_PLANNED: dict[str, Any] = {
    "files": _CHANGED_FILES,
    "in_flight": {
        "type": "array",
        "items": {"type": "string"},
        "maxItems": 1000,
        "description": "PIPELINE/STAGE=keep, =ask or =STAGE; PIPELINE/STAGE/TASK=TASK or =close",
    },
}
CONFIGURATION_PLAN = Shape(_PLANNED, ("files",))
CONFIGURATION = Shape(
    {**_PLANNED, "message": {**TEXT, "maxLength": 500}, "base": {**WHOLE_ID, "minimum": 0}}, ("files",)
)
IN_FLIGHT_MOVES = Shape({"in_flight": {**_PLANNED["in_flight"], "minItems": 1}}, ("in_flight",))
ROLLBACK = Shape({"in_flight": _PLANNED["in_flight"], "base": {**WHOLE_ID, "minimum": 0}})
_SIDE = {"enum": [side.value for side in merging.Side]}
_UPGRADED = {
    "take": {
        "type": "object",
        "maxProperties": 1000,
        "additionalProperties": _SIDE,
        "description": "Path → whose value stands there; a path speaks of all below it",
    },
    "rest": {**_SIDE, "description": "For every place that both changed and that `take` does not name"},
    "in_flight": _PLANNED["in_flight"],
}
PACK_PLAN = Shape({**_UPGRADED, "uninstall": {"type": "boolean", "description": "What uninstalling it would do"}})
PACK = Shape(
    {
        **_UPGRADED,
        "older": {"type": "boolean", "description": "It may go back to an older version"},
        "base": {**WHOLE_ID, "minimum": 0},
    }
)
