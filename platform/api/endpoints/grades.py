"""Grades that programs set by hand, and give back."""

from __future__ import annotations

from flask import Response

from accounts import Work
from flows import hand_grade, review

from ..blueprint import v1
from ..bodies import read_body
from ..idempotency import change
from ..inputs import moment
from ..places import record_at
from ..record_json import record_json
from ..replies import Reply
from ..shapes import GRADE, LOOK


@v1.post("/records/<form>/<record>/grade")
def set_grade(form: str, record: str) -> Response:
    """Let a grade outrank the rules, for a reason and until a moment."""
    body = GRADE.read(read_body())
    until = moment(body, "until")

    def set_it(work: Work) -> Reply:
        id = record_at(work, form, record)
        hand_grade.set_grade(work, form, id, body["grade"], words=body["reason"], until=until)
        return Reply(record_json(work, form, id))

    return change(set_it, dict(body))


@v1.post("/records/<form>/<record>/looks")
def look_at(form: str, record: str) -> Response:
    """Its grade was looked at and is right as it is: it is left in peace for a while."""
    body = LOOK.read(read_body())

    def look(work: Work) -> Reply:
        id = record_at(work, form, record)
        review.looked_at(work, form, id, body.get("row"))
        return Reply(record_json(work, form, id))

    return change(look, body)


@v1.delete("/records/<form>/<record>/grade")
def give_back(form: str, record: str) -> Response:
    """Let the rules decide again."""

    def give_it_back(work: Work) -> Reply:
        id = record_at(work, form, record)
        hand_grade.give_back(work, form, id)
        return Reply(record_json(work, form, id))

    return change(give_it_back, {})
