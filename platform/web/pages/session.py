"""Signing in and out."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, g, request

from accounts import TooManyTries, WrongSignIn, people
from accounts import sign_in as door

from .. import desk
from ..htmx import back, go, page
from ..installation import installation
from ..languages import language
from ..lists import remembered
from ..security import limiter
from ..sessions import sign_in, sign_out
from ..shell import demo_people

blueprint = Blueprint("session", __name__, url_prefix="/session")


@dataclass(frozen=True)
class SignInPage:
    """The sign-in page: what was typed, what was wrong, the demo people; `nobody` where nobody can sign in yet."""

    login: str
    error: str
    next: str
    demo: tuple
    nobody: bool = False


@blueprint.get("")
def show():
    """The sign-in form; whoever is signed in already goes on."""
    if g.get("person"):
        return go(back("/"))
    return _form()


@blueprint.post("")
@limiter.limit("30 per minute")
def create():
    """Signs in with a login, phone number, e-mail or name, and a password."""
    login, password = request.form.get("login", "").strip(), request.form.get("password", "")
    try:
        person = door.verify(installation().workspace.database, login, password, desk.now())
    except (WrongSignIn, TooManyTries) as refused:
        return _form(login, refused.text(language()), refused.status)
    sign_in(person)
    remembered.bring_back(person)
    return go(back("/"))


@blueprint.post("/end")
def end():
    """Signs out."""
    remembered.keep()
    sign_out()
    return go("/session")


def _form(login: str = "", error: str = "", status: int = 200):
    demo = demo_people()
    context = SignInPage(login, error, back(""), demo, nobody=not demo and _is_nobody_there())
    return page("pages/session/show.html", context, status=status)


def _is_nobody_there() -> bool:
    with desk.current() as work:
        return not people.listing(work.connection)
