"""The calls about acts by which records changed hands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from definitions import say

from .calls import Call, schema
from .schemas import MAYBE_MOMENT, MAYBE_PERSON, MOMENT, TEXT, TEXTS, WHOLE, obj

ONE = "/api/v1/reassignments/{reassignment}"
_ACT: dict[str, Any] = {
    "id": WHOLE, "at": MOMENT, "by": MAYBE_PERSON, "person": MAYBE_PERSON, "reason": TEXT, "records": WHOLE,
    "undone_at": MAYBE_MOMENT, "undone_by": MAYBE_PERSON,
}  # fmt: skip
_STAYS = {"type": "array", "items": obj({"form": TEXT, "record": WHOLE, "why": TEXT})}
REASSIGNMENT_SCHEMAS: dict[str, Any] = {
    "HandedOn": {
        **obj({"id": WHOLE, "warnings": TEXTS, "reassignment": WHOLE}, "reassignment"),
        "description": "More in the answer, and all there is where the record left the caller's sight",
    },
    "Reassignment": obj(_ACT),
    "ReassignmentUndone": obj({**_ACT, "taken_back": WHOLE, "left": _STAYS}),
}


def handed_on(record: str) -> dict[str, Any]:
    """How a call that hands a record on is answered."""
    return {"anyOf": [schema(record), schema("HandedOn")]}


def reassignment_calls(language: str) -> Iterator[Call]:
    """What an act was, and the way back."""
    yield _call(language, "get", ONE, "reassignment", schema("Reassignment"))
    yield _call(language, "post", f"{ONE}/undoing", "undo_reassignment", schema("ReassignmentUndone"))


def _call(language: str, method: str, path: str, verb: str, answer: Any) -> Call:
    return Call(method, path, verb, say(f"api.doc.call.{verb}", language), "records", answer)
