"""What people arrange for themselves: language, theme, keys, password, leave of their own pace, API tokens."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, g, request

from accounts import Person, WrongSignIn, people, tokens
from accounts import sign_in as door
from definitions import Refused

from .. import desk, moments
from ..htmx import go, page
from ..installation import installation
from ..languages import COOKIE, language, t
from ..sessions import sign_in
from ..shell import LANGUAGE_NAMES, toast

blueprint = Blueprint("settings", __name__, url_prefix="/settings")

THEMES = ("auto", "light", "dark")
A_YEAR = 31_536_000


@dataclass(frozen=True)
class TokenLine:
    """One API token; its secret was shown once."""

    id: int
    label: str
    made: str
    used: str


@dataclass(frozen=True)
class SettingsPage:
    """One's own settings, and what is wrong with what was typed."""

    person: Person
    languages: tuple[tuple[str, str], ...]
    themes: tuple[tuple[str, str], ...]
    theme: str
    keys: bool
    tokens: tuple[TokenLine, ...]
    secret: str
    error: str
    where: str


@blueprint.get("")
def show():
    """One's own settings."""
    return _page()


@blueprint.post("")
def update():
    """Language, zone, theme, keys and whether one takes new records."""
    form = request.form
    try:
        with desk.writing() as work:
            chosen = form.get("language", language())
            people.change(
                work, g.person.id, language=chosen, timezone=form.get("timezone", "").strip(), paused="paused" in form
            )
    except Refused as refused:
        return _page(error=refused.text(language()), where="general", status=422)
    g.language = chosen
    toast(t("settings.saved"))
    answer = go("/settings")
    theme = form.get("theme") if form.get("theme") in THEMES else "auto"
    for name, value in ((COOKIE, chosen), ("theme", theme), ("keys", "on" if "keys" in form else "off")):
        answer.set_cookie(name, value, max_age=A_YEAR, samesite="Lax", path="/")
    return answer


@blueprint.post("/password")
def change_password():
    """A new password, by whoever knows the old one; other sessions end."""
    old, new, again = (request.form.get(name, "") for name in ("old", "new", "again"))
    try:
        if new != again:
            raise Refused("settings.not_the_same")
        door.verify(installation().workspace.database, g.person.login, old, desk.now())
        with desk.writing() as work:
            person = people.set_password(work, g.person.id, new)
    except WrongSignIn:
        return _page(error=t("settings.old_is_wrong"), where="password", status=422)
    except Refused as refused:
        return _page(error=refused.text(language()), where="password", status=422)
    sign_in(person)
    toast(t("settings.password_changed"))
    return go("/settings")


@blueprint.post("/tokens")
def create_token():
    """Makes a token and shows its secret once."""
    with desk.writing() as work:
        made = tokens.create(work, g.person.id, request.form.get("label", ""))
    return _page(secret=made.secret)


@blueprint.post("/tokens/<int:id>/revocation")
def revoke_token(id: int):
    """Ends a token."""
    with desk.writing() as work:
        tokens.revoke(work, id)
    toast(t("settings.token_revoked"))
    return go("/settings#tokens")


def _page(*, secret: str = "", error: str = "", where: str = "", status: int = 200):
    with desk.reading() as work:
        mine = (token for token in tokens.of_person(work.connection, g.person.id) if token.revoked_at is None)
        context = SettingsPage(
            person=people.get(work.connection, g.person.id),
            languages=tuple(LANGUAGE_NAMES.items()),
            themes=tuple((name, t(f"ui.theme_{name}")) for name in THEMES),
            theme=request.cookies.get("theme", "auto"),
            keys=request.cookies.get("keys", "on") != "off",
            tokens=tuple(_line(token) for token in mine),
            secret=secret,
            error=error,
            where=where,
        )
        return page("pages/settings/show.html", context, status=status)


def _line(token: tokens.TokenRow) -> TokenLine:
    used = moments.shown(token.last_used_at) or t("settings.never_used")
    return TokenLine(token.id, token.label or t("settings.no_label"), moments.shown(token.created_at), used)
