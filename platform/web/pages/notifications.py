"""Notifications: grouped by record, the newest state of each; what asks for nothing is read with the page."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import Blueprint

from accounts import Work, people
from flows import telling
from records import notifications

from .. import desk
from ..htmx import go, page
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
    waiting: int


@blueprint.get("")
def listing():
    """What there is to know; what waits for an act stays new until that is done or its record opened."""
    with desk.writing() as work:
        mine = notifications.of_person(work.connection, work.actor.person_id, limit=MOST)
        shown = tuple(notices_of(work, mine))
        told = [id for one in shown if not one.asks for id in one.ids]
        notifications.mark_read(work.connection, work.actor.person_id, work.now, ids=told)
        fresh, seen = (tuple(one for one in shown if one.unread is unread) for unread in (True, False))
        waiting = sum(one.asks for one in fresh)
        return page("pages/notifications/list.html", NoticesContext(fresh, seen, _quiet(work), waiting))


@blueprint.post("/reading")
def read_all():
    """All of them are read, those that wait too."""
    with desk.writing() as work:
        notifications.mark_read(work.connection, work.actor.person_id, work.now)
    return go("/notifications")


def _quiet(work: Work) -> str:
    """Until when nothing is sent outside, if there is anything outside to send by."""
    if not work.catalog.all("channel"):
        return ""
    person = people.get(work.connection, work.actor.person_id)
    quiet = telling.choices_of(person).quiet_under(telling.rules_of(work.catalog))
    zone = ZoneInfo(person.timezone)
    until = quiet.ends_after(work.now, zone) if quiet else None
    return t("telling.quiet_now", until=f"{until.astimezone(zone):%H:%M}") if until else ""
