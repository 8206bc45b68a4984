"""What people outside do, told by programs, and read again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response, request

from accounts import Work
from flows import look, tracking, trail
from forms import FieldError, Invalid
from records import behaviours

from ..blueprint import v1
from ..bodies import LARGEST_BATCH, read_body
from ..desk import reading
from ..idempotency import change
from ..inputs import arguments, moment, refuse, whole_number
from ..places import form_at, record_at
from ..record_json import record_json, stamp
from ..replies import Reply
from ..shapes import BEHAVIOUR, BEHAVIOURS, TRACKING

PER_PAGE, LARGEST_PAGE = 50, 200


@v1.post("/records/<form>/<record>/behaviours")
def notice_behaviour(form: str, record: str) -> Response:
    """Notice one thing that the people behind a record did; its grade follows at once."""
    body = BEHAVIOUR.read(read_body())

    def notice(work: Work) -> Reply:
        id = record_at(work, form, record)
        found = trail.behaved_many(work, form, [_told(work, body, id)])
        return Reply({**_noticed(found[0]), "record": record_json(work, form, id)}, 201)

    return change(notice, dict(body))


@v1.post("/records/<form>/behaviours")
def notice_behaviours(form: str) -> Response:
    """Notice many at once, of any records of the form; all of them or, where one is wrong, none."""
    body = BEHAVIOURS.read(read_body(LARGEST_BATCH))

    def notice(work: Work) -> Reply:
        form_at(work, form)
        told = [_told(work, one, record_at(work, form, str(one["record"]))) for one in body["behaviours"]]
        return Reply({"noticed": [_noticed(one) for one in _behaved(work, form, told)]}, 201)

    return change(notice, dict(body))


@v1.post("/records/<form>/<record>/tracking-links")
def make_tracking_link(form: str, record: str) -> Response:
    """A link that notices a behaviour when it is followed, and goes on to where it was told."""
    body = TRACKING.read(read_body())

    def make(work: Work) -> Reply:
        id = record_at(work, form, record)
        link = tracking.TrackingLink(form, id, body["kind"], body.get("to") or "", body.get("title") or "")
        path = f"/t/{tracking.issue(work, link)}"
        return Reply({"path": path, "url": request.host_url.rstrip("/") + path}, 201)

    return change(make, dict(body))


@v1.get("/records/<form>/<record>/behaviours")
def list_behaviours(form: str, record: str) -> Response:
    """What was noticed, newest first, and how often each."""
    given = arguments("kind", "limit")
    limit = whole_number(given, "limit", PER_PAGE, most=LARGEST_PAGE)
    kinds = tuple(kind for kind in given["kind"].split(",") if kind)[:50] if "kind" in given else None
    with reading() as work:
        id = record_at(work, form, record)
        look(work, form, id)
        rows = behaviours.of_record(work.connection, form, id, kinds=kinds, limit=limit)
        counts = behaviours.summary(work.connection, form, id)
    return Reply({"behaviours": [_row(row) for row in rows], "counts": [_count(one) for one in counts]}).response()


def _told(work: Work, written: Mapping[str, Any], record: int) -> trail.Behaved:
    said = {name: written.get(name) for name in ("source", "key")}
    return trail.Behaved(record, written["kind"], moment(written, "at"), data=written.get("data") or {}, **said)


def _behaved(work: Work, form: str, told: Sequence[trail.Behaved]) -> list[trail.Noticed]:
    """Errors are told with the place of what they are about."""
    try:
        return trail.behaved_many(work, form, told)
    except Invalid as wrong:
        refuse(*(_placed(error) for error in wrong.errors))


def _placed(error: FieldError) -> FieldError:
    place = error.params.get("place")
    return error if place is None else type(error)(f"behaviours.{place}.{error.field}", error.code, error.params)


def _noticed(one: trail.Noticed) -> dict[str, Any]:
    return {"id": one.id, "kind": one.kind, "new": one.is_new}


def _row(row: behaviours.BehaviourRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": row.kind,
        "at": stamp(row.at),
        "source": row.source,
        "data": row.data,
        "key": row.key,
    }


def _count(one: behaviours.Done) -> dict[str, Any]:
    return {"kind": one.kind, "times": one.times, "first_at": stamp(one.first_at), "last_at": stamp(one.last_at)}
