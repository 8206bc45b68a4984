"""What lies in the trash of a form, and what retention rules will take."""

from __future__ import annotations

from typing import Any

from flask import Response

from accounts import Work
from flows import retention, trash
from forms import Lookups

from ..blueprint import v1
from ..bodies import read_body
from ..desk import reading
from ..idempotency import change
from ..inputs import Shape, arguments
from ..places import form_at, id_at
from ..record_json import person_json, stamp
from ..replies import Reply


@v1.get("/records/<form>/trash")
def list_trash(form: str) -> Response:
    """What lies there, the last thrown away first, and which records a retention rule names."""
    arguments()
    with reading() as work:
        form_at(work, form)
        lookups = Lookups(work)
        found = [_trashed(lookups, one) for one in trash.trashed(work, form)]
        return Reply({"records": found, "planned": _planned(work, form)}).response()


@v1.post("/records/<form>/trash/retention/<plan>/holding")
def hold_record(form: str, plan: str) -> Response:
    """Keep a record that a rule names."""
    return _decided(form, plan, retention.hold)


@v1.post("/records/<form>/trash/retention/<plan>/release")
def release_record(form: str, plan: str) -> Response:
    """Let the rule have it after all, with the same notice again."""
    return _decided(form, plan, retention.release)


def _decided(form: str, plan: str, decide: Any) -> Response:
    body = Shape({}).read(read_body())

    def act(work: Work) -> Reply:
        form_at(work, form)
        decide(work, form, id_at(plan))
        return Reply({"planned": _planned(work, form)})

    return change(act, body)


def _trashed(lookups: Lookups, one: trash.Trashed) -> dict[str, Any]:
    told = {"id": one.id, "number": one.number, "title": one.title, "trashed_at": stamp(one.at)}
    return {**told, "by": person_json(lookups, one.by), "linked": one.linked}


def _planned(work: Work, form: str) -> list[dict[str, Any]]:
    return [
        {
            "id": one.plan.id,
            "record": {"id": one.plan.subject, "number": one.plan.number, "title": one.title},
            "rule": one.plan.rule,
            "label": one.rule.label.text(work.language) if one.rule else one.plan.rule,
            "do": one.plan.do,
            "due_at": stamp(one.plan.due_at),
            "held": one.plan.state == "held",
            "why": one.plan.why,
        }
        for one in retention.coming(work, form)
    ]
