"""A task that is done by others in a record of another form: which, with what values, and what its outcome means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from definitions import ID_PATTERN, Source

from ..reading import Path, read_rule
from ..written import WRITTEN_SCHEMA, Written, written_of
from .outcomes import INVALID, LOST, WON

DONE, REJECTED = "done", "rejected"

_ID = {"type": "string", "pattern": ID_PATTERN}
_STAGES = {"type": "array", "items": _ID, "minItems": 1, "uniqueItems": True}
OPENS: dict[str, Any] = {
    "type": "object",
    "description": "Opens a record of another form, and is done with its outcome",
    "additionalProperties": False,
    "required": ["form"],
    "properties": {
        "form": _ID,
        "values": {**WRITTEN_SCHEMA, "description": "What is handed over: their field → a value of this record"},
        "origin": {**_ID, "description": "The field there that links to this record"},
        "link": {**_ID, "description": "The field of this record that links to the one there"},
        "done": {**_STAGES, "description": "Stages there with which it is done; else every one that counts as won"},
        "rejected": {
            "type": "object",
            "additionalProperties": False,
            "minProperties": 1,
            "properties": {
                "at": {**_STAGES, "description": "Stages there with which it has failed; else lost and invalid"},
                "to": {"type": "string", "description": "Where this record then goes: a stage, or back"},
            },
        },
        "brings": {**WRITTEN_SCHEMA, "description": "What comes back: our field → a value of the record there"},
    },
}


@dataclass(frozen=True)
class Opens:
    """What a task opens, and how it learns what became of it."""

    form: str
    values: Mapping[str, Written] = field(default_factory=dict)
    origin: str | None = None
    link: str | None = None
    done: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    rejected_to: str | None = None
    brings: Mapping[str, Written] = field(default_factory=dict)

    def outcome_at(self, stage: str, outcome: str) -> str | None:
        """What it means that the record there stands in a stage: done, rejected, or nothing yet."""
        if stage in self.done or (not self.done and outcome == WON):
            return DONE
        failed = stage in self.rejected if self.rejected else outcome in (LOST, INVALID)
        return REJECTED if failed else None


def read_opens(source: Source, written: dict[str, Any] | None, path: Path) -> Opens | None:
    """What a task opens, if it opens something."""
    if written is None:
        return None

    def rule(text: Any, *more: Any) -> Any:
        return read_rule(source, text, (*path, *more))

    return Opens(
        form=written["form"],
        values=written_of(written.get("values", {}), rule, "values"),
        origin=written.get("origin"),
        link=written.get("link"),
        done=tuple(written.get("done", ())),
        rejected=tuple(written.get("rejected", {}).get("at", ())),
        rejected_to=written.get("rejected", {}).get("to"),
        brings=written_of(written.get("brings", {}), rule, "brings"),
    )
