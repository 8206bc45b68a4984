"""What goes out to other systems and what comes in from them, for those who configure: seen, and let go again."""

from __future__ import annotations

from typing import Any

from flask import Response

from accounts import Work, require
from definitions import NotFound, Reason
from flows import delivering, inlets
from forms import Lookups
from records import Delivery, Inbound, deliveries, inbound, is_sealed

from ..blueprint import v1
from ..bodies import read_body
from ..desk import reading
from ..idempotency import change
from ..inputs import LARGEST_ID, InputError, Shape, arguments, refuse, whole_number
from ..places import id_at
from ..record_json import person_json, stamp
from ..replies import Reply

PER_PAGE, LARGEST_PAGE = 50, 200
MOST_AT_ONCE = 1000
LONGEST_SHOWN = 20_000


@v1.get("/deliveries")
def list_deliveries() -> Response:
    """The newest first, narrowed to a state or a channel."""
    given = arguments("state", "channel", "before", "limit")
    place = _place(given, deliveries.STATES)
    with reading() as work:
        require(work, "configure")
        found = deliveries.listing(work.connection, channel=given.get("channel"), **place)
        lookups = Lookups(work)
        told = [_delivery(work, one, lookups) for one in found]
    return Reply({"deliveries": told, "next": told[-1]["id"] if len(told) == place["limit"] else None}).response()


@v1.post("/deliveries/<delivery>/replay")
def replay_delivery(delivery: str) -> Response:
    """Let one go again."""
    body = Shape({}).read(read_body())

    def again(work: Work) -> Reply:
        require(work, "configure")
        return Reply(_delivery(work, delivering.replay(work, id_at(delivery)), Lookups(work)))

    return change(again, body)


@v1.post("/deliveries/replays")
def replay_all() -> Response:
    """Let all go again that were given up, up to 1,000 at a time."""
    body = Shape({}).read(read_body())

    def again(work: Work) -> Reply:
        require(work, "configure")
        given_up = deliveries.listing(work.connection, state=deliveries.GIVEN_UP, limit=MOST_AT_ONCE)
        for one in given_up:
            delivering.replay(work, one.id)
        return Reply({"replayed": len(given_up)})

    return change(again, body)


@v1.get("/inbound")
def list_inbound() -> Response:
    """What was pushed in, the newest first, narrowed to a state or an inlet."""
    given = arguments("state", "inlet", "before", "limit")
    place = _place(given, inbound.STATES)
    with reading() as work:
        require(work, "configure")
        found = inbound.listing(work.connection, inlet=given.get("inlet"), **place)
        told = [_came(work, one) for one in found]
    return Reply({"inbound": told, "next": told[-1]["id"] if len(told) == place["limit"] else None}).response()


@v1.get("/inbound/<message>")
def read_inbound(message: str) -> Response:
    """One of them, with its content just as it came."""
    arguments()
    with reading() as work:
        require(work, "configure")
        row = inbound.get(work.connection, id_at(message))
        if row is None:
            raise NotFound()
        text = row.payload.decode("utf-8", "replace")
        payload = None if is_sealed(text) else text[:LONGEST_SHOWN]
        return Reply({**_came(work, row), "payload": payload}).response()


@v1.post("/inbound/<message>/replay")
def replay_inbound(message: str) -> Response:
    """Let it in again, by the mapping that is published now."""
    body = Shape({}).read(read_body())

    def again(work: Work) -> Reply:
        require(work, "configure")
        return Reply(_came(work, inlets.replay(work, id_at(message))))

    return change(again, body)


def _place(given: dict[str, str], states: tuple[str, ...]) -> dict[str, Any]:
    state = given.get("state")
    if state is not None and state not in states:
        refuse(InputError("state", "not_among", {"names": ", ".join(states)}))
    limit = whole_number(given, "limit", PER_PAGE, most=LARGEST_PAGE)
    return {"state": state, "before": whole_number(given, "before", most=LARGEST_ID), "limit": limit}


def _delivery(work: Work, one: Delivery, lookups: Lookups) -> dict[str, Any]:
    return {
        "id": one.id,
        "channel": one.channel,
        "about": one.about,
        "kind": one.kind,
        "title": one.text.get("title") or one.text.get("subject"),
        "person": person_json(lookups, one.person),
        "address": one.address,
        "form": one.form,
        "record": one.record,
        "state": one.state,
        "why": Reason.from_json(one.why).text(work.language) if one.why else None,
        "answer": one.answer,
        "attempts": one.attempts,
        "created_at": stamp(one.created_at),
        "due_at": stamp(one.due_at),
        "tried_at": stamp(one.tried_at),
        "ended_at": stamp(one.ended_at),
    }


def _came(work: Work, one: Inbound) -> dict[str, Any]:
    problem = one.problem or {}
    fields = problem.get("fields") or ()
    errors = [{"field": each["field"], "code": each.get("code", ""), "message": _said(each, work)} for each in fields]
    whole = (
        [{"field": None, "code": problem.get("code", ""), "message": _said(problem, work)}]
        if problem and not fields
        else []
    )
    return {
        "id": one.id,
        "inlet": one.inlet,
        "state": one.state,
        "form": one.form,
        "record": one.record,
        "errors": errors or whole,
        "tries": one.tries,
        "content_type": one.content_type,
        "size": len(one.payload),
        "received_at": stamp(one.received_at),
        "handled_at": stamp(one.handled_at),
    }


def _said(each: dict[str, Any], work: Work) -> str:
    return each.get(work.language) or each.get("en") or ""
