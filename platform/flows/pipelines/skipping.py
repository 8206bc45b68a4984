"""Why something may be skipped: the reasons that an admin offers, each for what it makes sense for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from definitions import LABEL_SCHEMA, Label

from ..reading import read_label
from .task_schema import ID

# A stage that is jumped over or left early; a task of a stage; what comes up beside them: the rhythm's follow-up, a
# promise, what a cadence, an automation or somebody asks for.
STAGE, TASK, OTHER = "stage", "task", "other"
SKIPPED = (STAGE, TASK, OTHER)

SKIP_REASONS: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["id"],
        "properties": {
            "id": ID,
            "label": LABEL_SCHEMA,
            "for": {
                "type": "array",
                "items": {"enum": list(SKIPPED)},
                "minItems": 1,
                "uniqueItems": True,
                "description": "Offered for a stage, a stage's task, other tasks; all, where nothing is said",
            },
        },
    },
}


@dataclass(frozen=True)
class SkipReason:
    """A reason an admin offers to those who jump over a step or leave a task out."""

    id: str
    label: Label
    of: tuple[str, ...] = SKIPPED


def read_skip_reason(written: Mapping[str, Any]) -> SkipReason:
    """One row of a pipeline's `skip_reasons`."""
    return SkipReason(written["id"], read_label(written), tuple(written.get("for", SKIPPED)))
