"""The calls about what is kept beside records: duplicates, trash, personal views, notices, pools, what goes out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from accounts import Actor, allowed
from definitions import Catalog, say
from forms import FormDefinition
from records import deliveries, inbound

from ..shapes import MERGE, NEW_VIEW, READING, VIEW_CHANGE
from .calls import Call, query, schema
from .schemas import (
    ERROR,
    MAYBE_MOMENT,
    MAYBE_PERSON,
    MAYBE_TEXT,
    MAYBE_WHOLE,
    MOMENT,
    TEXT,
    TEXTS,
    WHOLE,
    YES_NO,
    many,
    obj,
)

_SIDE = obj({"id": WHOLE, "number": TEXT, "title": TEXT})
_SCAN = obj(
    {"id": WHOLE, "percent": WHOLE, "looked": WHOLE, "found": WHOLE, "started_at": MOMENT, "ended_at": MAYBE_MOMENT}
)
_VIEW = {
    "id": WHOLE, "name": TEXT, "mine": YES_NO, "opens": YES_NO, "shared": YES_NO, "view": MAYBE_TEXT, "where": TEXT,
    "q": TEXT, "sort": TEXT, "watched": YES_NO, "filters": TEXTS, "groups": TEXT,
}  # fmt: skip
_POOL = {
    "id": TEXT, "label": TEXT, "form": TEXT, "records": WHOLE, "may_claim": YES_NO, "claims_left": MAYBE_WHOLE,
    "in_hand": WHOLE, "most_in_hand": MAYBE_WHOLE,
}  # fmt: skip
_INBOUND = {
    "id": WHOLE, "inlet": TEXT, "state": {"enum": list(inbound.STATES)}, "form": MAYBE_TEXT, "record": MAYBE_WHOLE,
    "errors": {"type": "array", "items": ERROR}, "tries": WHOLE, "content_type": TEXT, "size": WHOLE,
    "received_at": MOMENT, "handled_at": MAYBE_MOMENT,
}  # fmt: skip
_ITEM = obj(
    {
        "key": TEXT, "kind": TEXT, "form": TEXT, "record": WHOLE, "number": TEXT, "title": TEXT, "label": TEXT,
        "why": TEXT, "group": TEXT, "minutes": WHOLE, "task": MAYBE_WHOLE, "due_at": MAYBE_MOMENT, "late": YES_NO,
        "grade": MAYBE_TEXT, "urgent": YES_NO, "stage": MAYBE_TEXT, "must": YES_NO, "needs_log": YES_NO,
        "may_skip": YES_NO, "paused": YES_NO,
    }
)  # fmt: skip
_ENDED = obj({"form": TEXT, "record": WHOLE, "title": TEXT, "label": TEXT, "at": MOMENT, "state": TEXT})
_ITEMS, _ENDINGS = ({"type": "array", "items": one} for one in (_ITEM, _ENDED))
_NEXT = {"anyOf": [obj({"day": TEXT, "items": WHOLE, "first_at": MAYBE_MOMENT}), {"type": "null"}]}
DESK_SCHEMAS: dict[str, Any] = {
    "Day": obj(
        {
            "items": _ITEMS, "ahead": _ITEMS, "done": _ENDINGS, "skipped": _ENDINGS, "left": WHOLE, "late": WHOLE,
            "minutes": WHOLE, "snoozed": WHOLE, "off": YES_NO, "next": _NEXT,
        }
    ),
    "FoundRecord": obj({"form": TEXT, "id": WHOLE, "number": TEXT, "title": TEXT, "stage": MAYBE_TEXT}),
    "DuplicateScan": _SCAN,
    "DuplicatePair": obj({"one": _SIDE, "other": _SIDE, "points": WHOLE, "why": TEXTS}),
    "MergePlan": obj(
        {
            "kept": _SIDE, "gone": _SIDE, "why": TEXTS,
            "choices": {
                "type": "array",
                "items": obj(
                    {
                        "field": TEXT, "label": TEXT, "one": TEXT, "other": TEXT,
                        "chosen": {"enum": ["one", "other", "both"]}, "may_both": YES_NO,
                    }
                ),
            },
            "same": {"type": "array", "items": obj({"field": TEXT, "label": TEXT, "value": TEXT})},
        }
    ),
    "Unmerged": obj({"kept": WHOLE, "gone": WHOLE, "left": TEXTS}),
    "Trashed": obj(
        {
            "id": WHOLE, "number": TEXT, "title": TEXT, "trashed_at": MOMENT, "by": MAYBE_PERSON,
            "linked": WHOLE,
        }
    ),
    "PlannedRetention": obj(
        {
            "id": WHOLE, "record": _SIDE, "rule": TEXT, "label": TEXT, "do": TEXT, "due_at": MOMENT, "held": YES_NO,
            "why": MAYBE_TEXT,
        }
    ),
    "PersonalView": obj(_VIEW),
    "Notification": obj(
        {
            "id": WHOLE, "kind": TEXT, "at": MOMENT, "form": MAYBE_TEXT, "record": MAYBE_WHOLE, "title": TEXT,
            "body": TEXT, "why": MAYBE_TEXT, "read_at": MAYBE_MOMENT,
        }
    ),
    "Pool": obj(_POOL),
    "PoolInFull": obj(
        {
            **_POOL, "found": WHOLE,
            "lying": {
                "type": "array",
                "items": obj(
                    {
                        "id": WHOLE, "number": TEXT, "title": TEXT, "grade": MAYBE_TEXT, "why": TEXT,
                        "since": MAYBE_MOMENT, "waits": YES_NO, "claimable_at": MAYBE_MOMENT,
                    }
                ),
            },
        }
    ),
    "Delivery": obj(
        {
            "id": WHOLE, "channel": TEXT, "about": TEXT, "kind": TEXT, "title": MAYBE_TEXT, "person": MAYBE_PERSON,
            "address": MAYBE_TEXT, "form": MAYBE_TEXT, "record": MAYBE_WHOLE,
            "state": {"enum": list(deliveries.STATES)}, "why": MAYBE_TEXT, "answer": MAYBE_TEXT, "attempts": WHOLE,
            "created_at": MOMENT, "due_at": MOMENT, "tried_at": MAYBE_MOMENT, "ended_at": MAYBE_MOMENT,
        }
    ),
    "Inbound": obj(_INBOUND),
    "InboundInFull": obj({**_INBOUND, "payload": MAYBE_TEXT}),
}  # fmt: skip
_LIMIT = query("limit", {**WHOLE, "minimum": 1, "maximum": 200, "default": 50})
_BEFORE = query("before", {**WHOLE, "minimum": 1})


def desk_calls(actor: Actor) -> Iterator[Call]:
    """Notices and pools; for those who configure, what goes out and comes in."""
    lang = actor.language
    yield _call(lang, "get", "/day", "day", schema("Day"))
    words = ({**query("q", {**TEXT, "minLength": 1, "maxLength": 100}), "required": True},)
    yield _call(lang, "get", "/search", "search", many("records", "FoundRecord"), parameters=words)
    notices = many("notifications", "Notification", unread=WHOLE, next=MAYBE_WHOLE)
    where = (query("unread", {"enum": ["1"]}), _BEFORE, _LIMIT)
    yield _call(lang, "get", "/notifications", "notifications", notices, parameters=where)
    read = obj({"read": WHOLE, "unread": WHOLE})
    yield _call(lang, "post", "/notifications/reading", "read_notices", read, body=READING.schema)
    yield _call(lang, "get", "/pools", "pools", many("pools", "Pool"))
    asked = (query("q", TEXT), query("sort", {"enum": ["oldest", "best", "newest"]}))
    yield _call(lang, "get", "/pools/{pool}", "pool", schema("PoolInFull"), parameters=asked)
    if allowed(actor, "configure"):
        yield from _traffic(lang)


def _traffic(lang: str) -> Iterator[Call]:
    sent, came = many("deliveries", "Delivery", next=MAYBE_WHOLE), many("inbound", "Inbound", next=MAYBE_WHOLE)
    out = (query("state", {"enum": list(deliveries.STATES)}), query("channel", TEXT), _BEFORE, _LIMIT)
    into = (query("state", {"enum": list(inbound.STATES)}), query("inlet", TEXT), _BEFORE, _LIMIT)
    yield _call(lang, "get", "/deliveries", "deliveries", sent, parameters=out)
    yield _call(lang, "post", "/deliveries/{delivery}/replay", "delivery_replay", schema("Delivery"))
    yield _call(lang, "post", "/deliveries/replays", "delivery_replays", obj({"replayed": WHOLE}))
    yield _call(lang, "get", "/inbound", "inbound", came, parameters=into)
    yield _call(lang, "get", "/inbound/{message}", "inbound_read", schema("InboundInFull"))
    yield _call(lang, "post", "/inbound/{message}/replay", "inbound_replay", schema("Inbound"))


def form_desk_calls(catalog: Catalog, actor: Actor, form: FormDefinition) -> Iterator[Call]:
    """Those of one form."""

    def call(method: str, below: str, verb: str, answer: Any, **more: Any) -> Call:
        words = say(f"api.doc.call.{verb}", actor.language, form=form.label)
        path = f"/api/v1/records/{form.id}/{below}"
        return Call(method, path, f"{form.id}.{verb}", words, form.id, answer, **more)

    yield call("get", "views", "own_views", many("views", "PersonalView"))
    one = schema("PersonalView")
    yield call("post", "views", "own_view_add", one, body=NEW_VIEW.schema, status=201)
    yield call("patch", "views/{view}", "own_view_change", one, body=VIEW_CHANGE.schema)
    yield call("delete", "views/{view}", "own_view_drop", obj({"id": WHOLE}))
    if allowed(actor, "merge", form.id):
        yield from _duplicates(form, call)
    if allowed(actor, "trash", form.id):
        planned = {"type": "array", "items": schema("PlannedRetention")}
        yield call("get", "trash", "trash_list", many("records", "Trashed", planned=planned))
        for verb in ("holding", "release"):
            yield call("post", f"trash/retention/{{plan}}/{verb}", f"retention_{verb}", obj({"planned": planned}))


def _duplicates(form: FormDefinition, call: Any) -> Iterator[Call]:
    scan = {"anyOf": [schema("DuplicateScan"), {"type": "null"}]}
    two = "duplicates/{one}/{other}"
    listed = many("pairs", "DuplicatePair", total=WHOLE, scan=scan)
    yield call("get", "duplicates", "duplicates", listed, parameters=(_LIMIT,))
    yield call("post", "duplicates/scans", "duplicate_scan", schema("DuplicateScan"), status=202)
    yield call("get", two, "duplicate_compare", schema("MergePlan"), may_conflict=True)
    merged = obj({"merge": WHOLE, "gone": WHOLE, "record": schema(form.id)})
    yield call("post", f"{two}/merging", "duplicate_merge", merged, body=MERGE.schema, status=201)
    yield call("post", f"{two}/difference", "duplicate_difference", obj({"one": WHOLE, "other": WHOLE}))
    yield call("post", "merges/{merge}/undoing", "merge_undoing", schema("Unmerged"))


def _call(language: str, method: str, path: str, verb: str, answer: Any, **more: Any) -> Call:
    return Call(method, f"/api/v1{path}", verb, say(f"api.doc.call.{verb}", language), "desk", answer, **more)
