"""The calls that take lists and reports away as files, that let reports come by themselves, and about people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import reports
from accounts import Actor, allowed
from definitions import say
from forms import FormDefinition

from ..shapes import LEAVE, NEW_PERSON, NEW_TEAM, PERSON_CHANGE, REMINDERS, SUBSCRIPTION, TEAM_CHANGE
from .calls import Call, query, schema
from .general_calls import list_arguments
from .schemas import MAYBE_MOMENT, MAYBE_PERSON, MAYBE_TEXT, MAYBE_WHOLE, MOMENT, PERSON, TEXT, WHOLE, YES_NO, many, obj

BINARY = {"type": "string", "format": "binary"}
BOARD = "/api/v1/teams/{team}/board"
WORKBOOK = reports.FILES["xlsx"].content_type
NOT_IN_FILES = ("page", "per_page", "after")
_PERSON = {
    "id": WHOLE, "login": TEXT, "name": TEXT, "role": TEXT, "team": MAYBE_WHOLE, "language": TEXT, "timezone": TEXT,
    "phone": MAYBE_TEXT, "email": MAYBE_TEXT, "calendar": MAYBE_TEXT, "attributes": {"type": "object"},
    "active": YES_NO, "paused": YES_NO,
}  # fmt: skip
_LEAVE = obj({"id": WHOLE, "from": MOMENT, "to": MOMENT, "reason": TEXT})
_STILL = obj(
    {
        "form": TEXT, "record": WHOLE, "number": TEXT, "title": TEXT, "owner": MAYBE_PERSON, "grade": MAYBE_TEXT,
        "urgent": YES_NO, "stage": MAYBE_TEXT, "since": MAYBE_MOMENT, "why": TEXT,
    }
)  # fmt: skip
_LOAD = obj(
    {
        "person": PERSON, "open": WHOLE, "limit": MAYBE_WHOLE, "over_limit": YES_NO, "overdue": WHOLE, "today": WHOLE,
        "away": YES_NO, "paused": YES_NO,
    }
)  # fmt: skip
_RECORDS = {"type": "array", "items": _STILL}
TAKING_SCHEMAS: dict[str, Any] = {
    "Board": obj(
        {
            "team": WHOLE, "label": TEXT, "load": {"type": "array", "items": _LOAD},
            "watches": {
                "type": "array",
                "items": obj({"id": TEXT, "label": TEXT, "count": WHOLE, "records": _RECORDS}),
            },
            "first_response": obj(
                {"days": WHOLE, "median_minutes": MAYBE_WHOLE, "answered": WHOLE, "waiting": WHOLE}
            ),
            "paused": {"type": "object", "additionalProperties": WHOLE},
        }
    ),
    "Subscription": obj(
        {
            "id": WHOLE, "kind": {"enum": ["report", "dashboard"]}, "target": TEXT, "params": {"type": "object"},
            "channel": TEXT, "every": {"enum": ["day", "week", "month"]}, "at": TEXT,
            "days": {"type": "array", "items": WHOLE}, "role": MAYBE_TEXT, "plan": TEXT, "paused": YES_NO,
            "next_at": MAYBE_MOMENT, "last_at": MAYBE_MOMENT, "trouble": MAYBE_TEXT,
        }
    ),
    "Colleague": obj(_PERSON),
    "ColleagueInFull": obj({**_PERSON, "leave": {"type": "array", "items": _LEAVE}}),
    "Team": obj({"id": WHOLE, "key": TEXT, "label": TEXT, "parent": MAYBE_WHOLE, "superior": MAYBE_WHOLE}),
}  # fmt: skip


def taking_calls(actor: Actor) -> Iterator[Call]:
    """Reports, for who may open them; people, for who arranges them."""
    if allowed(actor, "report"):
        yield from _reports(actor.language)
    yield _call(actor.language, "get", BOARD, "board", schema("Board"), tag="people")
    reminded = {"body": REMINDERS.schema, "tag": "people"}
    yield _call(actor.language, "post", f"{BOARD}/reminders", "board_reminders", schema("Reminded"), **reminded)
    if allowed(actor, "people"):
        yield from _people(actor.language)


def list_exports(actor: Actor, form: FormDefinition) -> Iterator[Call]:
    """A list as a file, for who may export it."""
    if not allowed(actor, "export", form.id):
        return
    asked = tuple(one for one in list_arguments(actor.language) if one["name"] not in NOT_IN_FILES)
    for kind, media in (("csv", "text/csv"), ("xlsx", WORKBOOK)):
        words = say("api.doc.call.export_list", actor.language, form=form.label, kind=kind.upper())
        path, name = f"/api/v1/records/{form.id}/export.{kind}", f"{form.id}.export_{kind}"
        yield Call("get", path, name, words, form.id, BINARY, parameters=asked, answer_media=media)


def _reports(lang: str) -> Iterator[Call]:
    one, path = schema("Subscription"), "/api/v1/subscriptions"
    for kind, file in reports.FILES.items():
        for place, verb in (("", "export_report"), ("/runs/{run}", "export_run")):
            call = _call(lang, "get", f"/api/v1/reports/{{report}}{place}/export.{kind}", verb, BINARY)
            words = f"{call.summary}: {kind.upper()}"
            media = file.content_type.split(";")[0]
            yield replace(call, name=f"{verb}_{kind}", summary=words, answer_media=media, may_conflict=True)
    channels = {"type": "array", "items": obj({"id": TEXT, "label": TEXT})}
    yield _call(lang, "get", path, "subscriptions", many("subscriptions", "Subscription", channels=channels))
    yield _call(lang, "post", path, "subscribe", one, body=SUBSCRIPTION.schema, status=201)
    for verb in ("pause", "resume", "sending"):
        yield _call(lang, "post", f"{path}/{{subscription}}/{verb}", f"subscription_{verb}", one)
    yield _call(lang, "delete", f"{path}/{{subscription}}", "unsubscribe", obj({"id": WHOLE}))


def _people(lang: str) -> Iterator[Call]:
    whole, path = schema("ColleagueInFull"), "/api/v1/people"
    where = (query("active", {"enum": ["0", "1"]}), query("team", {**WHOLE, "minimum": 1}), query("role", TEXT))
    yield _call(lang, "get", path, "people", many("people", "Colleague"), parameters=where, tag="people")
    yield _call(lang, "post", path, "add_person", whole, body=NEW_PERSON.schema, status=201, tag="people")
    one = f"{path}/{{person}}"
    yield _call(lang, "get", one, "person", whole, tag="people")
    yield _call(lang, "patch", one, "change_person", whole, body=PERSON_CHANGE.schema, tag="people")
    for verb in ("deactivation", "activation"):
        yield _call(lang, "post", f"{one}/{verb}", f"person_{verb}", whole, tag="people")
    yield _call(lang, "post", f"{one}/leave", "add_leave", whole, body=LEAVE.schema, status=201, tag="people")
    yield _call(lang, "delete", f"{one}/leave/{{leave}}", "cancel_leave", whole, tag="people")
    team, path = schema("Team"), "/api/v1/teams"
    yield _call(lang, "get", path, "teams", many("teams", "Team"), tag="people")
    yield _call(lang, "post", path, "add_team", team, body=NEW_TEAM.schema, status=201, tag="people")
    yield _call(lang, "patch", f"{path}/{{team}}", "change_team", team, body=TEAM_CHANGE.schema, tag="people")


def _call(lang: str, method: str, path: str, verb: str, answer: Any, *, tag: str = "reports", **more: Any) -> Call:
    return Call(method, path, verb, say(f"api.doc.call.{verb}", lang), tag, answer, **more)
