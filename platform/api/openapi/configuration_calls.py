"""The calls of those who configure: files, plans and revisions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from accounts import Actor
from definitions import say

from ..configuration_shapes import CONFIGURATION, CONFIGURATION_PLAN, IN_FLIGHT_MOVES, PACK, PACK_PLAN, ROLLBACK
from .calls import Call, query, schema
from .schemas import MAYBE_MOMENT, MAYBE_PERSON, MAYBE_TEXT, MOMENT, PROBLEMS, TEXT, TEXTS, WHOLE, YES_NO, many, obj

TAG = {"name": "configuration", "description": "configuration"}
_PLAN: dict[str, Any] = {
    "base": WHOLE,
    "empty": YES_NO,
    "problems": PROBLEMS,
    "changes": TEXTS,
    "in_flight": {"type": "array", "items": {"$ref": "#/components/schemas/InFlightQuestion"}},
}
_CONVERSION = obj(
    {
        "form": TEXT, "field": TEXT, "from": TEXT, "to": TEXT, "values": WHOLE, "converted": WHOLE, "ready": YES_NO,
        "left_alone": YES_NO,
    }
)  # fmt: skip
_MOVING = obj({"form": TEXT, "field": TEXT, "way": TEXT, "records": WHOLE, "moved": WHOLE, "begun_at": TEXT})
_CONVERSIONS: dict[str, Any] = {
    "ready": YES_NO,
    "conversions": {"type": "array", "items": _CONVERSION},
    "moving": {"type": "array", "items": _MOVING},
}
_PLACE = obj({"path": TEXT, "was": MAYBE_TEXT, "yours": MAYBE_TEXT, "theirs": MAYBE_TEXT, "take": MAYBE_TEXT})
_PACK = obj(
    {
        "id": TEXT, "label": TEXT, "description": TEXT, "version": TEXT, "installed": MAYBE_TEXT, "newer": YES_NO,
        "older": YES_NO, "needs": TEXTS, "needed_by": TEXTS, "languages": TEXTS, "contents": {"type": "object"},
    }
)  # fmt: skip
_OWNED = obj({"kind": TEXT, "id": TEXT, "owner": {"enum": ["pack", "changed", "yours", "moved"]}})
_PACK_PLAN: dict[str, Any] = {
    "does": {"enum": ["install", "upgrade", "uninstall"]}, "pack": TEXT, "version": TEXT, "installed": MAYBE_TEXT,
    **_PLAN, "taken": TEXTS, "kept": TEXTS, "same": TEXTS, "asked": {"type": "array", "items": _PLACE},
    "definitions": {"type": "array", "items": _OWNED},
}  # fmt: skip
_STANDING = obj({"form": TEXT, "pipeline": TEXT, "stage": TEXT, "choice": TEXT, "records": WHOLE, "targets": TEXTS})
_ACT = obj(
    {
        "id": WHOLE, "revision": WHOLE, "form": TEXT, "pipeline": TEXT, "stage": TEXT, "choice": TEXT, "to": MAYBE_TEXT,
        "tasks": {"type": "object"}, "records": WHOLE, "at": MOMENT, "by": MAYBE_PERSON, "undone_at": MAYBE_MOMENT,
        "can_undo": YES_NO,
    }
)  # fmt: skip
CONFIGURATION_SCHEMAS: dict[str, Any] = {
    "Configuration": obj({"revision": WHOLE, "files": {"type": "object", "additionalProperties": TEXT}}),
    "ConfigurationPlan": obj(_PLAN),
    "PublishedRevision": obj({"revision": WHOLE, **_PLAN}),
    "Conversions": obj(_CONVERSIONS),
    "ConvertedFirst": obj({"message": TEXT, **_CONVERSIONS}),
    "Revision": obj({"revision": WHOLE, "at": MOMENT, "by": MAYBE_PERSON, "message": TEXT}),
    "InFlightStanding": _STANDING,
    "InFlightAct": _ACT,
    "Pack": _PACK,
    "PackPlan": obj(_PACK_PLAN, "taken", "kept", "same", "asked", "definitions"),
    "GivenUp": obj({"given_up": WHOLE}),
    "InFlightQuestion": obj(
        {
            "pipeline": TEXT, "stage": TEXT, "records": WHOLE, "must_answer": YES_NO, "answer": MAYBE_TEXT,
            "to": MAYBE_TEXT, "targets": TEXTS, "words": TEXT,
        }
    ),
}  # fmt: skip


def configuration_calls(actor: Actor) -> Iterator[Call]:
    """Reading, planning and publishing the configuration."""
    path = "/api/v1/configuration"
    plan, published = schema("ConfigurationPlan"), schema("PublishedRevision")
    yield _call(actor, "get", path, "configuration", schema("Configuration"))
    yield _call(actor, "post", f"{path}/plans", "plan_configuration", plan, body=CONFIGURATION_PLAN.schema)
    also = {
        200: (say("api.doc.nothing_new", actor.language), published),
        202: (say("api.doc.converted_first", actor.language), schema("ConvertedFirst")),
    }
    publishing = {"body": CONFIGURATION.schema, "status": 201, "also": also}
    yield _call(actor, "post", f"{path}/revisions", "publish_configuration", published, **publishing)
    yield _call(actor, "get", f"{path}/revisions", "revisions", many("revisions", "Revision"))
    yield _call(actor, "get", f"{path}/revisions/{{revision}}", "revision", schema("Configuration"))
    back = {**publishing, "body": ROLLBACK.schema}
    yield _call(actor, "post", f"{path}/revisions/{{revision}}/rollback", "roll_back", published, **back)
    yield from _in_flight(actor)
    yield from _packs(actor, published, {**publishing, "body": PACK.schema})
    yield _call(actor, "get", f"{path}/conversions", "conversions", schema("Conversions"))
    yield _call(actor, "delete", f"{path}/conversions", "end_conversions", schema("GivenUp"))


def _in_flight(actor: Actor) -> Iterator[Call]:
    path, acts = "/api/v1/configuration/in-flight", {"type": "array", "items": schema("InFlightAct")}
    yield _call(actor, "get", path, "in_flight", many("standing", "InFlightStanding", acts=acts))
    moved = obj({"acts": acts})
    yield _call(actor, "post", f"{path}/moves", "in_flight_moves", moved, body=IN_FLIGHT_MOVES.schema)
    yield _call(actor, "post", f"{path}/{{act}}/undoing", "in_flight_undoing", obj({"back": WHOLE, "left": WHOLE}))


def _packs(actor: Actor, published: Any, publishing: dict[str, Any]) -> Iterator[Call]:
    path = "/api/v1/configuration/packs"
    yield _call(actor, "get", path, "packs", many("packs", "Pack", revision=WHOLE))
    plan = schema("PackPlan")
    yield _call(actor, "post", f"{path}/{{pack}}/plans", "plan_pack", plan, body=PACK_PLAN.schema)
    yield _call(actor, "post", f"{path}/{{pack}}/revisions", "publish_pack", published, **publishing)
    base = (query("base", {"type": "integer", "minimum": 1}),)
    gone = {**publishing, "body": None, "parameters": base}
    yield _call(actor, "delete", f"{path}/{{pack}}", "uninstall_pack", published, **gone)


def _call(actor: Actor, method: str, path: str, verb: str, answer: Any, **more: Any) -> Call:
    return Call(method, path, verb, say(f"api.doc.call.{verb}", actor.language), TAG["name"], answer, **more)
