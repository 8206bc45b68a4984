"""Notifications: grouped by record, the newest state of each, read when the page is opened."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import Blueprint

from accounts import Work, people
from flows import telling
from records import notifications

from .. import desk
from ..htmx import page
from ..inbox import Notice, notices_of
from ..languages import t

blueprint = Blueprint("notifications", __name__, url_prefix="/notifications")
MOST = 200


@dataclass(frozen=True)
class NoticesContext:
    """The page: new ones, then those that were read; and whether it is quiet now."""

    fresh: tuple[Notice, ...]
    seen: tuple[Notice, ...]
    quiet: str


@blueprint.get("")
def listing():
    """What there is to know; opening the page reads it."""
    with desk.writing() as work:
        mine = notifications.of_person(work.connection, work.actor.person_id, limit=MOST)
        shown = tuple(notices_of(work, mine))
        notifications.mark_read(work.connection, work.actor.person_id, work.now, ids=[one.id for one in mine])
        fresh, seen = (tuple(one for one in shown if one.unread is unread) for unread in (True, False))
        return page("pages/notifications/list.html", NoticesContext(fresh, seen, _quiet(work)))


def _quiet(work: Work) -> str:
    """Until when nothing is sent outside, if there is anything outside to send by."""
    if not work.catalog.all("channel"):
        return ""
    person = people.get(work.connection, work.actor.person_id)
    quiet = telling.choices_of(person).quiet_under(telling.rules_of(work.catalog))
    zone = ZoneInfo(person.timezone)
    until = quiet.ends_after(work.now, zone) if quiet else None
    return t("telling.quiet_now", until=f"{until.astimezone(zone):%H:%M}") if until else ""
