"""The cadences of a record: which it is or was in, letting it in, pausing, resuming, ending."""

from __future__ import annotations

from typing import Any

from flask import Response

from accounts import Work
from definitions import NotFound
from flows import cadences
from flows import subject as subjects

from ..blueprint import v1
from ..bodies import read_body
from ..desk import reading
from ..idempotency import change
from ..inputs import arguments
from ..places import id_at, record_at
from ..record_json import stamp
from ..replies import Reply
from ..shapes import ENROL, ENROLMENT


@v1.get("/records/<form>/<record>/enrolments")
def list_enrolments(form: str, record: str) -> Response:
    """All of them, the newest first."""
    arguments()
    with reading() as work:
        id = record_at(work, form, record)
        subjects.look(work, form, id)
        return Reply({"enrolments": [_told(work, one) for one in cadences.of_record(work, form, id)]}).response()


@v1.post("/records/<form>/<record>/enrolments")
def enrol_record(form: str, record: str) -> Response:
    """Let the record into a cadence, whatever its conditions say."""
    body = ENROL.read(read_body())

    def enter(work: Work) -> Reply:
        id = record_at(work, form, record)
        if work.catalog.get("cadence", body["cadence"]).form != form:
            raise NotFound()
        row = cadences.enter(work, body["cadence"], id)
        return Reply(_one(work, form, id, row.id), 201)

    return change(enter, body)


@v1.post("/records/<form>/<record>/enrolments/<enrolment>")
def change_enrolment(form: str, record: str, enrolment: str) -> Response:
    """`do: pause`, `resume` or `stop`."""
    body = ENROLMENT.read(read_body())

    def do(work: Work) -> Reply:
        id, number = record_at(work, form, record), id_at(enrolment)
        if number not in {one.row.id for one in cadences.of_record(work, form, id)}:
            raise NotFound()
        if body["do"] == "stop":
            cadences.stop(work, number, body.get("words") or "")
        else:
            (cadences.pause if body["do"] == "pause" else cadences.resume)(work, number)
        return Reply(_one(work, form, id, number))

    return change(do, body)


def _one(work: Work, form: str, record: int, enrolment: int) -> dict[str, Any]:
    return next(_told(work, one) for one in cadences.of_record(work, form, record) if one.row.id == enrolment)


def _told(work: Work, one: cadences.EnrolmentView) -> dict[str, Any]:
    row = one.row
    return {
        "id": row.id,
        "cadence": row.cadence,
        "label": one.label.text(work.language),
        "state": row.state,
        "step": row.step if row.is_under_way else None,
        "entered": one.entered.text(work.language),
        "ended": one.reason.text(work.language) if one.reason and not row.is_under_way else None,
        "error": row.error,
        "entered_at": stamp(row.entered_at),
        "next_at": stamp(row.next_at),
        "ended_at": stamp(row.ended_at),
    }
