"""Notifications: grouped by record, the newest state of each, read when the page is opened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint

from accounts import Work
from definitions import Reason
from flows import subject
from records import Notification, assignments, notifications

from .. import desk, moments
from ..due import Due, coming, due
from ..htmx import page
from ..languages import t

blueprint = Blueprint("notifications", __name__, url_prefix="/notifications")
MOST = 200
ICONS = {
    "assigned": "route",
    "pooled": "inbox",
    "woken": "sun",
    "escalated": "trending-up",
    "storm": "bolt",
    "silence": "moon",
}
LATE = frozenset(
    {
        "task_overdue",
        "first_response",
        "untouched",
        "silence",
        "stage_limit",
        "escalated",
        "not_accepted",
        "storm",
        "unassigned",
    }
)


@dataclass(frozen=True, slots=True)
class Notice:
    """What a record has to say, newest state first."""

    icon: str
    tone: str
    title: str
    href: str
    text: str
    at: str
    shown: str
    more: str
    unread: bool
    accept_href: str = ""
    limit: Due | None = None


@dataclass(frozen=True)
class NoticesContext:
    """The page: new ones, then those that were read."""

    fresh: tuple[Notice, ...]
    seen: tuple[Notice, ...]


@blueprint.get("")
def listing():
    """What there is to know; opening the page reads it."""
    with desk.writing() as work:
        mine = notifications.of_person(work.connection, work.actor.person_id, limit=MOST)
        shown = tuple(_grouped(work, mine))
        notifications.mark_read(work.connection, work.actor.person_id, work.now, ids=[one.id for one in mine])
        context = NoticesContext(tuple(n for n in shown if n.unread), tuple(n for n in shown if not n.unread))
        return page("pages/notifications/list.html", context)


def _grouped(work: Work, mine: Iterable[Notification]) -> Iterable[Notice]:
    groups: dict[tuple, list[Notification]] = {}
    for one in mine:
        groups.setdefault((one.form, one.record) if one.record and one.kind != "storm" else (one.id,), []).append(one)
    waiting, open_to = _waiting(work, groups), _may_be_opened(work, mine)
    return (_notice(work, group, waiting, open_to) for group in groups.values())


def _may_be_opened(work: Work, mine: Iterable[Notification]) -> set[tuple]:
    """The records among them that the reader may still see; a link to any other would lead nowhere."""
    by_form: dict[str, set[int]] = {}
    for one in mine:
        if one.form and one.record:
            by_form.setdefault(one.form, set()).add(one.record)
    return {(form, record) for form, records in by_form.items() for record in subject.seen_among(work, form, records)}


def _waiting(work: Work, groups: Iterable[tuple]) -> dict[tuple, datetime | None]:
    """Records that wait for the reader's yes or no, with the time they have for it."""
    found: dict[tuple, datetime | None] = {}
    for form in {key[0] for key in groups if len(key) == 2}:
        records = [key[1] for key in groups if len(key) == 2 and key[0] == form]
        for record, row in assignments.current_of_many(work.connection, form, records).items():
            if row.owner == work.actor.person_id and row.accept_by and row.accepted_at is None:
                found[form, record] = row.accept_by
    return found


def _href(newest: Notification, open_to: set[tuple]) -> str:
    if not newest.record or newest.kind == "storm":
        return "/day"
    return f"/records/{newest.form}/{newest.record}" if (newest.form, newest.record) in open_to else ""


def _notice(
    work: Work, group: list[Notification], waiting: dict[tuple, datetime | None], open_to: set[tuple]
) -> Notice:
    newest = group[0]
    href = _href(newest, open_to)
    why = Reason.from_json(newest.data["why"]).text(work.language) if newest.data.get("why") else ""
    until = waiting.get((newest.form, newest.record))
    return Notice(
        icon=ICONS.get(newest.kind, "alert-triangle" if newest.kind in LATE else "bell"),
        tone="late" if newest.kind in LATE else "act" if newest.kind == "assigned" else "",
        title=newest.data.get("title") or "",
        href=href,
        text=("" if work.language == "zh" else " ").join(
            part
            for part in (
                newest.data.get("body") or "",
                f"（{why}）" if why and work.language == "zh" else f"({why})" if why else "",
            )
            if part
        ),
        at=newest.at.isoformat(),
        shown=coming(newest.at) if (work.now - newest.at).days < 2 else moments.shown(newest.at),
        more=t("notices.more", n=len(group)) if len(group) > 1 else "",
        unread=any(one.read_at is None for one in group),
        accept_href=href if until else "",
        limit=due(until),
    )
