"""Reviews: what was found, what is done about it, what came of it in numbers."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response

import reports
from accounts import Work, require
from records import Reading, ReviewRow

from ..blueprint import v1
from ..bodies import read_body
from ..desk import reading
from ..idempotency import change as once
from ..inputs import InputError, arguments, refuse
from ..places import id_at, person_of
from ..record_json import stamp
from ..replies import Reply
from ..shapes import NEW_REVIEW, REVIEW_CHANGE


@v1.get("/reviews")
def list_reviews() -> Response:
    """The reviews the caller may see: those that are open, and those closed last."""
    arguments()
    with reading() as work:
        require(work, "report")
        rows = reports.reviews.reviews_for(work)
        effects = reports.reviews.effects_of(work, rows)
        told = [_told(work, row, effects[row.id]) for row in rows]
    return Reply({"reviews": told}).response()


@v1.get("/reviews/<review>")
def read_review(review: str) -> Response:
    """One review with every reading since it opened."""
    arguments()
    with reading() as work:
        require(work, "report")
        row = reports.reviews.review_of(work, id_at(review))
        effect = reports.reviews.effect_of(work, row)
        told = {**_told(work, row, effect), "readings": [_reading(each) for each in effect.readings]}
    return Reply(told).response()


@v1.post("/reviews")
def open_review() -> Response:
    """Open a review of something that somebody saw."""
    body = NEW_REVIEW.read(read_body())

    def open_one(work: Work) -> Reply:
        id = reports.reviews.open_by_hand(work, body["finding"])
        return Reply(_told(work, reports.reviews.review_of(work, id)), 201)

    return once(open_one, body)


@v1.post("/reviews/<review>")
def change_review(review: str) -> Response:
    """Say its cause, action, owner, day, conclusion or state; what is not said stays."""
    body = REVIEW_CHANGE.read(read_body())

    def change_one(work: Work) -> Reply:
        require(work, "report")
        owner = person_of(work, body["owner"]) if body.get("owner") is not None else None
        wanted = {name: body.get(name) for name in ("state", "cause", "action", "conclusion", "version")}
        asked = reports.reviews.Change(owner=owner, due=_day(body.get("due")), **wanted)
        row = reports.reviews.change(work, id_at(review), asked)
        return Reply(_told(work, row))

    return once(change_one, body)


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        refuse(InputError("due", "bad_date", {"value": written}))


def _told(work: Work, row: ReviewRow, effect: reports.reviews.Effect | None = None) -> dict[str, Any]:
    effect = effect or reports.reviews.effect_of(work, row)
    return {
        "id": row.id,
        "alert": row.alert,
        "part": row.part,
        "finding": row.finding.get(work.language) or next(iter(row.finding.values())),
        "why": row.why,
        "state": row.state,
        "owner": row.owner,
        "cause": row.cause,
        "action": row.action,
        "conclusion": row.conclusion,
        "due": row.due.isoformat() if row.due else None,
        "opened_at": stamp(row.opened_at),
        "acted_at": stamp(row.acted_at),
        "closed_at": stamp(row.closed_at),
        "value_at_opening": effect.readings[0].value if effect.readings else None,
        "value_now": effect.readings[-1].value if effect.readings else None,
        "effect": effect.change,
        "version": row.version,
    }


def _reading(each: Reading) -> dict[str, Any]:
    return {"at": stamp(each.at), "value": each.value, "breached": each.breached, "why": each.why}
