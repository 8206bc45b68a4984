"""The calls about many records at once: handed over, changed, moved; seen first, and taken back as one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from accounts import Actor, allowed
from definitions import Catalog, say
from forms import FormDefinition
from records import bulk_acts

from ..shapes import EDIT_MANY, HAND_ON, HAND_ON_ALL, MOVE_MANY
from .calls import Call, query, schema
from .schemas import (
    MAYBE_MOMENT,
    MAYBE_PERSON,
    MAYBE_TEXT,
    MAYBE_WHOLE,
    MOMENT,
    PERSON,
    TEXT,
    WHOLE,
    YES_NO,
    many,
    obj,
)

BULK, ESTATE = "/api/v1/bulk/{act}", "/api/v1/people/{person}/handover"
STATES = (bulk_acts.DONE, bulk_acts.SAME, bulk_acts.LEFT, bulk_acts.UNDONE, bulk_acts.KEPT)
_SHARE = obj(
    {
        "person": MAYBE_PERSON, "pool": MAYBE_TEXT, "records": WHOLE, "holds": WHOLE, "then_holds": WHOLE,
        "limit": MAYBE_WHOLE, "over_limit": YES_NO, "away_until": MAYBE_MOMENT, "paused": YES_NO,
    }
)  # fmt: skip
_LEFT = {"type": "array", "items": obj({"form": TEXT, "record": WHOLE, "title": TEXT, "why": TEXT}, "form")}
_GIVEN = {"records": WHOLE, "shares": {"type": "array", "items": _SHARE}, "stays": WHOLE, "left": _LEFT}
MANY_SCHEMAS: dict[str, Any] = {
    "ReassignmentForeseen": obj(_GIVEN),
    "Reassigned": obj({"id": WHOLE, **_GIVEN}),
    "Estate": obj(
        {
            "person": PERSON, "records": WHOLE, "tasks": WHOLE, "collaborates": WHOLE,
            "holdings": {
                "type": "array",
                "items": obj(
                    {
                        "form": TEXT, "form_label": TEXT, "stage": MAYBE_TEXT, "stage_label": MAYBE_TEXT,
                        "records": WHOLE,
                    }
                ),
            },
        }
    ),
    "BulkForeseen": obj(
        {"records": WHOLE, "looked_at": WHOLE, "changes": WHOLE, "same": WHOLE, "stays": WHOLE, "left": _LEFT}
    ),
    "BulkAct": obj(
        {
            "id": WHOLE, "form": TEXT, "kind": {"enum": ["edit", "stage"]}, "at": MOMENT, "by": MAYBE_PERSON,
            "records": WHOLE, "running": YES_NO, "counts": obj(dict.fromkeys(STATES, WHOLE)), "may_undo": YES_NO,
            "undone_at": MAYBE_MOMENT, "undone_by": MAYBE_PERSON,
        }
    ),
    "BulkRecord": obj({"id": WHOLE, "number": TEXT, "state": {"enum": list(STATES)}, "why": MAYBE_TEXT}),
}  # fmt: skip


def many_calls(language: str) -> Iterator[Call]:
    """Those that are about an act or a person."""
    act, listed = schema("BulkAct"), many("records", "BulkRecord", next=MAYBE_WHOLE)
    where = (
        query("state", {"enum": list(STATES)}),
        query("after", {**WHOLE, "minimum": 1}),
        query("limit", {**WHOLE, "minimum": 1, "maximum": 1000, "default": 100}),
    )
    yield _call(language, "get", BULK, "bulk_act", act)
    yield _call(language, "get", f"{BULK}/records", "bulk_records", listed, parameters=where)
    yield _call(language, "post", f"{BULK}/undoing", "bulk_undoing", act)
    yield _call(language, "get", ESTATE, "estate", schema("Estate"), may_conflict=True)
    foreseen, body = schema("ReassignmentForeseen"), HAND_ON_ALL.schema
    yield _call(language, "post", f"{ESTATE}/preview", "estate_preview", foreseen, body=body)
    yield _call(language, "post", ESTATE, "hand_all_over", schema("Reassigned"), body=body, status=201)


def form_many_calls(catalog: Catalog, actor: Actor, form: FormDefinition) -> Iterator[Call]:
    """Those of one form."""
    lang, foreseen, later = actor.language, schema("BulkForeseen"), say("api.doc.in_background", actor.language)

    def call(below: str, verb: str, answer: Any, body: Any, **more: Any) -> Call:
        words = say(f"api.doc.call.{verb}", lang, form=form.label)
        path = f"/api/v1/records/{form.id}/{below}"
        return Call("post", path, f"{form.id}.{verb}", words, form.id, answer, body=body, **more)

    act = {"status": 201, "also": {202: (later, schema("BulkAct"))}}
    if allowed(actor, "edit", form.id):
        yield call("edits/preview", "edits_preview", foreseen, EDIT_MANY.schema)
        yield call("edits", "edits", schema("BulkAct"), EDIT_MANY.schema, **act)
    if allowed(actor, "advance", form.id) and catalog.of_form("pipeline", form.id):
        yield call("moves/preview", "moves_preview", foreseen, MOVE_MANY.schema)
        yield call("moves", "moves", schema("BulkAct"), MOVE_MANY.schema, **act)
    if allowed(actor, "assign", form.id) and catalog.of_form("routing", form.id):
        body = HAND_ON.schema
        yield call("reassignments/preview", "reassignments_preview", schema("ReassignmentForeseen"), body)
        yield call("reassignments", "reassignments", schema("Reassigned"), body, status=201)


def _call(language: str, method: str, path: str, verb: str, answer: Any, **more: Any) -> Call:
    return Call(method, path, verb, say(f"api.doc.call.{verb}", language), "records", answer, **more)
