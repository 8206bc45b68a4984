"""What the caller was told, and what of it they have read."""

from __future__ import annotations

from typing import Any

from flask import Response

from accounts import Work
from definitions import Reason
from records import Notification, notifications

from ..blueprint import v1
from ..bodies import read_body
from ..desk import reading
from ..idempotency import change
from ..inputs import LARGEST_ID, arguments, whole_number
from ..record_json import stamp
from ..replies import Reply
from ..shapes import READING

PER_PAGE, LARGEST_PAGE = 50, 200


@v1.get("/notifications")
def list_notifications() -> Response:
    """The newest first; `unread=1` leaves out what was read. Asking reads nothing."""
    given = arguments("unread", "before", "limit")
    limit = whole_number(given, "limit", PER_PAGE, most=LARGEST_PAGE)
    before, unread = whole_number(given, "before", most=LARGEST_ID), whole_number(given, "unread", most=1) == 1
    with reading() as work:
        person = work.actor.person_id
        found = notifications.of_person(work.connection, person, unread=unread, before=before, limit=limit)
        count = notifications.unread_count(work.connection, person)
        told = [_told(work, one) for one in found]
    return Reply(
        {"notifications": told, "unread": count, "next": told[-1]["id"] if len(told) == limit else None}
    ).response()


@v1.post("/notifications/reading")
def read_notifications() -> Response:
    """Mark these as read, those of one record, or all; others' are never touched."""
    body = READING.read(read_body())

    def mark(work: Work) -> Reply:
        person, ids = work.actor.person_id, None if body.get("all") else body.get("ids")
        n = notifications.mark_read(work.connection, person, work.now, ids=ids)
        return Reply({"read": n, "unread": notifications.unread_count(work.connection, person)})

    return change(mark, body)


def _told(work: Work, one: Notification) -> dict[str, Any]:
    why = Reason.from_json(one.data["why"]).text(work.language) if one.data.get("why") else None
    return {
        "id": one.id,
        "kind": one.kind,
        "at": stamp(one.at),
        "form": one.form,
        "record": one.record,
        "title": one.said("title", work.language),
        "body": one.said("body", work.language),
        "why": why,
        "read_at": stamp(one.read_at),
    }
