"""What comes by itself: one's subscriptions, making one, and the way out that stands in each message."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, g, request

import reports
from accounts import Work, people, require
from definitions import NotFound, Refused
from records import Subscription, deliveries
from records import subscriptions as rows
from reports import subscriptions

from .. import desk, moments
from ..htmx import go, page
from ..languages import language, t
from ..security import csrf, limiter
from ..shell import toast

blueprint = Blueprint("subscriptions", __name__, url_prefix="/subscriptions")
ABOUT_IT = ("kind", "target", "channel", "every", "at", "role", "csrf_token", "day", "date", "lang", "next")
DAY = re.compile(r"-?[0-9]{1,2}")
VERBS = {"pause": subscriptions.pause, "resume": subscriptions.resume, "send": subscriptions.send_now}


@dataclass(frozen=True)
class Line:
    """One subscription as its owner sees it."""

    id: int
    title: str
    href: str
    plan: str
    channel: str
    whose: str
    next: str
    last: str
    trouble: str
    paused: bool


@dataclass(frozen=True)
class ListPage:
    """One's own, and for admins those of roles."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class NewPage:
    """The form for a new one: what is sent, how often, by which channel, to whom."""

    kind: str
    target: str
    title: str
    params: tuple[tuple[str, str], ...]
    channels: tuple[tuple[str, str], ...]
    roles: tuple[tuple[str, str], ...]
    weekdays: tuple[tuple[int, str], ...]
    chosen: dict[str, Any]
    timezone: str
    back: str
    error: str = ""


@dataclass(frozen=True)
class LeavePage:
    """Whether one really wants it no more, or that it is done."""

    title: str
    done: bool
    action: str


@blueprint.get("")
def index():
    """All that one gets."""
    with desk.reading() as work:
        require(work, "report")
        lines = tuple(_line(work, row) for row in subscriptions.mine(work))
        return page("pages/subscriptions/index.html", ListPage(lines))


@blueprint.get("/new")
def new():
    """The form, for a report or a dashboard with its filters as they stand."""
    with desk.reading() as work:
        return page("pages/subscriptions/new.html", _new_page(work, request.args))


@blueprint.post("")
def make():
    """Keeps it; what is wrong is told on the form."""
    try:
        with desk.writing() as work:
            subscriptions.arrange(work, _order(request.form))
    except Refused as refused:
        with desk.reading() as work:
            context = _new_page(work, request.form, error=refused.text(language()))
            return page("pages/subscriptions/new.html", context, status=422)
    toast(t("subscriptions.made"))
    return go("/subscriptions")


@blueprint.post("/<int:id>/<any(pause, resume, send):verb>")
def change(id: int, verb: str):
    """Pauses, goes on, or sends it once more now."""
    with desk.writing() as work:
        VERBS[verb](work, id)
    toast(t(f"subscriptions.done_{verb}"))
    return go("/subscriptions")


@blueprint.post("/<int:id>/removal")
def remove(id: int):
    """Sends it no more."""
    with desk.writing() as work:
        subscriptions.remove(work, id)
    return go("/subscriptions")


@blueprint.get("/leave/<token>/<int:person>-<sign>")
def ask_to_leave(token: str, person: int, sign: str):
    """Programs follow every link of a mail, so following this one only asks."""
    g.person = None
    with desk.reading() as work:
        row = _meant(work, token, person, sign)
        return page("pages/subscriptions/leave.html", LeavePage(_title(work, row), False, request.path))


@blueprint.post("/leave/<token>/<int:person>-<sign>")
@csrf.exempt  # a mail program posts here without a session; the address stands for it
@limiter.limit("30 per minute")
def leave(token: str, person: int, sign: str):
    """Gets it no more, from the page or by a mail program's own button (RFC 8058)."""
    g.person = None
    with desk.writing() as work:
        row = _meant(work, token, person, sign)
        subscriptions.leave(work, row, person)
        return page("pages/subscriptions/leave.html", LeavePage(_title(work, row), True, ""))


@blueprint.get("/pictures/<token>/<int:person>-<sign>.png")
def picture(token: str, person: int, sign: str):
    """The picture of one message, for robots that show it by its address."""
    slot = request.args.get("slot", "")
    with desk.reading() as work:
        row = _meant(work, token, person, sign, slot)
        sent = deliveries.by_key(work.connection, subscriptions.delivery_key(row.id, person, slot))
    if sent is None or not sent.text.get("picture"):
        raise NotFound()
    return Response(b64decode(sent.text["picture"]), mimetype="image/png")


def _meant(work: Work, token: str, person: int, sign: str, slot: str = "") -> Subscription:
    row = rows.by_token(work.connection, token)
    if row is None or not subscriptions.is_meant(row, person, sign, slot):
        raise NotFound("subscriptions.unknown_link")
    return row


def _line(work: Work, row: Subscription) -> Line:
    channel = work.catalog.find("channel", row.channel)
    role = work.catalog.find("role", row.role) if row.role else None
    whose = t("subscriptions.for_role", role=role.label) if role else row.role or ""
    return Line(
        id=row.id,
        title=_title(work, row),
        href=f"/{'dashboards' if row.kind == 'dashboard' else 'reports'}/{row.target}",
        plan=subscriptions.plan_words(row, language()),
        channel=channel.label.text(language()) if channel else row.channel,
        whose=whose,
        next=moments.shown(row.next_at),
        last=moments.shown(row.last_at),
        trouble=row.trouble or "",
        paused=row.next_at is None,
    )


def _title(work: Work, row: Subscription) -> str:
    found = work.catalog.find(row.kind, row.target)
    return found.label.text(language()) if found else row.target


def _new_page(work: Work, asked: Any, *, error: str = "") -> NewPage:
    kind, target = asked.get("kind", "report"), asked.get("target", "")
    found = reports.dashboard_of(work, target) if kind == "dashboard" else reports.report_of(work, target)
    person = people.get(work.connection, g.person.id)
    configure = bool(work.actor.role and work.actor.role.configure)
    folder = "dashboards" if kind == "dashboard" else "reports"
    return NewPage(
        kind=kind,
        target=target,
        title=found.label.text(language()),
        params=tuple((name, value) for name, value in asked.items() if name not in ABOUT_IT and value),
        channels=tuple((each.id, each.label.text(language())) for each in subscriptions.open_channels(work)),
        roles=tuple((each.id, each.label.text(language())) for each in work.catalog.all("role")) if configure else (),
        weekdays=tuple((day, t(f"reports.weekday.{day + 1}")) for day in range(7)),
        chosen={"every": "week", "at": "08:30", "day": "0", "date": "1", "role": "", **dict(asked.items())},
        timezone=person.timezone,
        back=f"/{folder}/{target}",
        error=error,
    )


def _order(form: Any) -> subscriptions.Order:
    every = form.get("every", "")
    written = form.getlist("day") if every == "week" else form.getlist("date") if every == "month" else []
    days = tuple(int(day) for day in written if DAY.fullmatch(day))
    params = {name: value for name, value in form.items() if name not in ABOUT_IT and value}
    asked = {name: form.get(name, "") for name in ("kind", "target", "channel", "every", "at")}
    return subscriptions.Order(**asked, days=days, params=params, role=form.get("role") or None)
