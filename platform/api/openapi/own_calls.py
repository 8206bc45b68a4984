"""The calls about reports and dashboards of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from accounts import Actor, allowed
from definitions import say

from ..shapes import NEW_OWN, OWN_CHANGE
from .calls import Call, schema
from .schemas import MOMENT, PROBLEMS, TEXT, YES_NO, many, obj

_HEAD = {"id": TEXT, "label": TEXT, "fits": YES_NO, "made_at": MOMENT, "changed_at": MOMENT}
OWN_SCHEMAS: dict[str, Any] = {
    "OwnHead": obj(_HEAD),
    "Own": obj({**_HEAD, "mine": YES_NO, "removed": YES_NO, "text": TEXT, "problems": PROBLEMS}),
}


def own_calls(actor: Actor) -> Iterator[Call]:
    """The same for both, for those who may ask reports."""
    if not allowed(actor, "report"):
        return
    for shelf in ("reports", "dashboards"):
        yield from _of_shelf(actor.language, shelf)


def _of_shelf(language: str, shelf: str) -> Iterator[Call]:
    def call(method: str, below: str, verb: str, answer: Any, **more: Any) -> Call:
        words = say(f"api.doc.call.own_{verb}.{shelf}", language)
        return Call(method, f"/api/v1/{shelf}/mine{below}", f"own_{shelf}.{verb}", words, "reports", answer, **more)

    one = schema("Own")
    yield call("get", "", "list", many(shelf, "OwnHead"))
    yield call("post", "", "keep", one, body=NEW_OWN.schema, status=201)
    yield call("get", "/{one}", "read", one)
    yield call("patch", "/{one}", "change", one, body=OWN_CHANGE.schema)
    yield call("delete", "/{one}", "remove", obj({"id": TEXT}))
    yield call("post", "/{one}/restoration", "restore", one)
