"""The frame around every page: navigation, person, languages; made only when a whole page is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from flask import Flask, flash, g, get_flashed_messages, request
from werkzeug.local import LocalProxy

from accounts import Work, allowed, teams
from definitions import LANGUAGES, Label
from flows import board, days
from forms import own_views
from records import notifications, reviews, settings
from reports import alerts, dashboards_for

from . import desk, moments
from .languages import language, t
from .rights import forms_for

LANGUAGE_NAMES = {"zh": "中文", "en": "English"}
TONES = 6
MOST_DASHBOARDS = 4
MOST_KEPT = 8


@dataclass(frozen=True)
class NavItem:
    """One line of the navigation."""

    href: str
    label: str
    icon: str
    count: int | None = None
    hot: bool = False
    go: str = ""
    note: str = ""
    id: str = ""  # of a count that answers bring up to date

    @property
    def current(self) -> bool:
        """The page that is open belongs to this line."""
        below = request.path.startswith(f"{self.href}/") or (self.href == "/board" and request.path.endswith("/board"))
        return request.path == self.href or below


@dataclass(frozen=True)
class NavGroup:
    """Lines under one heading."""

    title: str
    items: tuple[NavItem, ...]


@dataclass(frozen=True)
class PersonBadge:
    """A person as the pages draw one: name, a line below, an initial on a colour."""

    name: str
    detail: str = ""
    initial: str = ""
    tone: int = 1
    href: str = ""


@dataclass(frozen=True)
class DemoPerson:
    """Somebody of a demo installation, who signs in by a button."""

    name: str
    role: str
    login: str
    password: str


@dataclass(frozen=True)
class Choice:
    """A language to switch to."""

    code: str
    label: str
    href: str
    current: bool


@dataclass(frozen=True)
class Toast:
    """A sentence that goes away, with an undo where there is one."""

    text: str
    undo_action: str = ""
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Shell:
    """Everything the layouts print around a page."""

    language: str
    theme: str
    keys: bool
    tenant: str
    person: PersonBadge | None
    nav: tuple[NavGroup, ...]
    tabs: tuple[NavItem, ...]
    languages: tuple[Choice, ...]
    toasts: tuple[Toast, ...]
    home_href: str = "/"
    search_href: str = "/search"
    sign_out_action: str = "/session/end"
    product: str = "Leadwright"


def install(app: Flask) -> None:
    """`shell` in every template; nothing is asked of the database before a layout prints it."""
    app.context_processor(lambda: {"shell": LocalProxy(current_shell)})


def toast(text: str, *, undo_action: str = "", **fields: Any) -> None:
    """Says something once, on the next page that is drawn."""
    flash((text, undo_action, fields))


def undo_toast(text: str, act: int | None, next: str) -> Toast:
    """The same for an act on records that can be taken back; `next` is where one is then."""
    return Toast(text, f"/bulk/{act}/undoing" if act else "", {"next": next} if act else {})


def badge(id: int | None, name: str, detail: str = "", href: str = "") -> PersonBadge:
    """The badge of a person; the colour stays with the id."""
    initial = name[-1:] if name and "\u4e00" <= name[-1] <= "\u9fff" else name[:1].upper()
    return PersonBadge(name, detail, initial, (id or 0) % TONES + 1, href)


def demo_people() -> tuple[DemoPerson, ...]:
    """The people of a demo installation, for the buttons of the sign-in page; none elsewhere."""
    with desk.current() as work:
        kept = settings.get(work.connection, "demo_people") or ()
    return tuple(_demo_person(each) for each in kept)


def _demo_person(kept: dict[str, Any]) -> DemoPerson:
    role = Label.of(kept["role"]).text(language())
    return DemoPerson(kept["name"], role, kept["login"], kept["password"])


def current_shell() -> Shell:
    """The frame of this page, made when it is first asked for."""
    if "shell" not in g:
        with desk.current() as work:
            g.shell = _build(work)
    return g.shell


def _build(work: Work) -> Shell:
    person = g.get("person")
    nav = tuple(_nav(work)) if person else ()
    return Shell(
        language=language(),
        theme=request.cookies.get("theme", "auto"),
        keys=request.cookies.get("keys", "on") != "off",
        tenant=Label.of(settings.get(work.connection, "tenant")).text(language()),
        person=_me(work) if person else None,
        nav=nav,
        tabs=tuple(_tabs(work, nav)) if person else (),
        languages=tuple(_languages()),
        toasts=tuple(Toast(text, action, fields) for text, action, fields in get_flashed_messages()),
    )


def _me(work: Work) -> PersonBadge:
    person = g.person
    team = teams.get(work.connection, person.team) if person.team else None
    role = work.actor.role.label.text(language()) if work.actor.role else ""
    detail = " · ".join(part for part in (team.label.text(language()) if team else "", role) if part)
    return badge(person.id, person.name, detail, "/settings")


def _nav(work: Work) -> Iterator[NavGroup]:
    yield NavGroup("", tuple(_work_items(work)))
    forms = tuple(_form_items(work))
    if forms:
        yield NavGroup(t("nav.records"), forms)
    kept = tuple(_kept_items(work))
    if kept:
        yield NavGroup(t("nav.saved"), kept)
    if work.actor.role and work.actor.role.reports != "none":
        yield NavGroup(t("nav.reports"), tuple(_report_items(work)))
    if work.actor.role and (work.actor.role.configure or work.actor.role.people):
        yield NavGroup(t("nav.admin"), tuple(_admin_items(work)))


def pools_for(work: Work) -> Iterator[NavItem]:
    """The pools that the person may claim from, in the order of the navigation."""
    for form in forms_for(work):
        yield from _pools_of(work, form.id)


def _work_items(work: Work) -> Iterator[NavItem]:
    unread = notifications.unread_count(work.connection, work.actor.person_id)
    yield NavItem("/day", t("nav.day"), "sun-high", days.left_today(work) or None, go="d", id="left-today")
    yield NavItem("/notifications", t("nav.notifications"), "bell", unread or None, hot=bool(unread))
    if board.watches_team(work):
        yield NavItem("/board", t("nav.board"), "users", go="t")


def _form_items(work: Work) -> Iterator[NavItem]:
    for position, form in enumerate(forms_for(work)):
        label = (form.plural or form.label).text(language())
        yield NavItem(f"/records/{form.id}", label, form.icon or "file-text", go="" if position else "l")
        if any(card.review for card in work.catalog.of_form("scorecard", form.id)):
            yield NavItem(f"/review/{form.id}", t("review.nav"), "refresh")
        yield from _pools_of(work, form.id)


def _pools_of(work: Work, form: str) -> Iterator[NavItem]:
    for routing in work.catalog.of_form("routing", form) if allowed(work.actor, "claim", form) else ():
        for pool in routing.pools:
            yield NavItem(f"/pools/{pool.id}", pool.label.text(language()), "inbox")


def _kept_items(work: Work) -> Iterator[NavItem]:
    """Lists that the person keeps under a name."""
    for view in own_views(work, most=MOST_KEPT):
        yield NavItem(f"/records/{view.form}?{view.query.to_url()}", view.name, "star")


def _report_items(work: Work) -> Iterator[NavItem]:
    """The first few dashboards of one's own; the others stand above the reports."""
    yield NavItem("/reports", t("nav.reports"), "chart-bar", go="r")
    late = reviews.count_late(work.connection, work.actor.person_id, moments.local(work.now).date())
    yield NavItem("/reviews", t("reviews.title"), "list-check", late or None, hot=bool(late))
    if alerts.alerts_for(work):
        yield NavItem("/alerts", t("alerts.title"), "alert-triangle")
    for each in dashboards_for(work)[:MOST_DASHBOARDS]:
        yield NavItem(f"/dashboards/{each.id}", each.label.text(language()), "layout-dashboard")


def _admin_items(work: Work) -> Iterator[NavItem]:
    if work.actor.role.configure:
        yield NavItem("/studio", t("nav.studio"), "adjustments-horizontal", go="s")
    if work.actor.role.people:
        yield NavItem("/people", t("nav.people"), "users")


def _tabs(work: Work, nav: tuple[NavGroup, ...]) -> Iterator[NavItem]:
    items = {item.href: item for group in nav for item in group.items}
    first = next((form for form in forms_for(work)), None)
    yield items["/day"]
    if first is not None:
        yield items[f"/records/{first.id}"]
        if allowed(work.actor, "create", first.id):
            yield NavItem(f"/records/{first.id}/new", t("ui.new"), "plus")
    yield items["/notifications"]
    yield NavItem("/more", t("ui.more"), "menu-2")


def _languages() -> Iterator[Choice]:
    for code in LANGUAGES:
        args = {**request.args.to_dict(), "lang": code}
        yield Choice(code, LANGUAGE_NAMES[code], f"{request.path}?{urlencode(args)}", code == language())
