"""Who is signed in: Flask-Login over the accounts' own session keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, Request, Response, g, make_response, redirect, request, session, url_for
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from accounts import Person, person_of_session, session_key

from .barred import barred
from .htmx import OURS, page_before, wants_part
from .installation import installation

manager = LoginManager()
# Addresses that stand in messages: the way out of a subscription, and its picture.
SENT_OUT = ("/subscriptions/leave/", "/subscriptions/pictures/")
OPEN_PATHS = (
    "/static/", "/f/", "/m/", "/t/", "/in/", "/session", "/healthz", "/metrics", "/api/", "/language", *SENT_OUT,
)  # fmt: skip


class Sessions(SecureCookieSessionInterface):
    """Flask's own, which makes a signer ready for each request; most calls of programs bring no cookie to read."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """An empty session where none was brought."""
        if self.get_cookie_name(app) not in request.cookies and app.secret_key:
            return self.session_class()
        return super().open_session(app, request)

    def should_set_cookie(self, app: Flask, session: SecureCookieSession) -> bool:
        """A part that changed nothing writes no cookie: answering late, it would undo what an act kept meanwhile."""
        return session.modified if wants_part() else super().should_set_cookie(app, session)


class SignedIn(UserMixin):
    """A person as Flask-Login wants to see one."""

    def __init__(self, person: Person) -> None:
        """Keeps the person, and the key that ends with their password."""
        self.person = person
        self.id = session_key(person)


def install(app: Flask) -> None:
    """Finds the person before each request, and sends strangers to the sign-in page."""
    app.session_interface = Sessions()
    manager.init_app(app)
    manager.session_protection = "basic"
    app.before_request(_recognise)


@manager.user_loader
def _load(key: str) -> SignedIn | None:
    with installation().workspace.database.reading() as connection:
        person = person_of_session(connection, key)
    return SignedIn(person) if person else None


def _recognise() -> Any:
    if request.path.startswith("/static/") or request.path == "/healthz":
        return None
    if request.path.startswith("/api/"):
        g.person = None  # whoever calls brings a token; a browser's session is nothing there
        return None
    g.person = current_user.person if current_user.is_authenticated else None
    return to_sign_in() if is_stranger() else None


def signed_in() -> bool:
    """Whether it is known who asks: also where a request was refused before anybody looked."""
    if "person" not in g:
        _recognise()
    return g.get("person") is not None


def is_stranger() -> bool:
    """Whether a page is asked for by nobody who has signed in, or no longer."""
    return not current_user.is_authenticated and not request.path.startswith((*OPEN_PATHS, "/api/"))


def to_sign_in() -> Response:
    """And back from there to the page they were on: what they had typed waits on their device."""
    wanted = request.full_path.rstrip("?") if request.method == "GET" and not wants_part() else _came_from()
    address = url_for("session.show", next=None if wanted == "/" else wanted)
    if not wants_part():
        return redirect(address)
    answer = make_response("", 401)  # no success, after which what was typed would be forgotten
    answer.headers["HX-Redirect"] = address
    return answer


def _came_from() -> str | None:
    """The page from which something was sent, if that is one of ours."""
    page = page_before()
    path = page.path + (f"?{page.query}" if page.query else "")
    return path if page.netloc == request.host and OURS.fullmatch(path) else None


def sign_in(person: Person) -> None:
    """Starts a session; what the browser held before is thrown away."""
    session.clear()
    session.permanent = True
    login_user(SignedIn(person))
    g.person = person


def sign_out() -> None:
    """Ends the session."""
    logout_user()
    session.clear()
    g.person = None


def needs(right: str) -> Callable:
    """A view for those with `configure` or `people`; others are told whose page it is, whatever its address names."""

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            from .desk import reading

            with reading() as work:
                role = work.actor.role
                if role is None or not getattr(role, right, False):
                    raise barred(work, right)
            return view(*args, **kwargs)

        return guarded

    return decorate
