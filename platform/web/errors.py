"""Refusals and accidents become pages, parts or JSON here and nowhere else."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import structlog
from flask import Flask, Response, jsonify, request
from flask_limiter.errors import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from definitions import NotFound, Refused
from flows import MovedBefore
from forms import Invalid

from .htmx import OURS, page, page_before, wants_part
from .languages import language, t
from .overtaken import Place, places_after
from .public import is_framed
from .security import POLICY
from .sessions import OPEN_PATHS, is_stranger, signed_in, to_sign_in

log = structlog.get_logger("leadwright.web")

STUDIO = "/studio"
VISITED = "/f/"  # who comes here has no home among the pages of the house


@dataclass(frozen=True)
class ErrorPage:
    """What an error page says: the sentence, and where to go on; a visitor has no home here."""

    title: str
    message: str
    status: int
    home_href: str = "/"
    back_href: str = ""
    reference: str = ""
    places: tuple[Place, ...] = ()  # records to go on with
    framed: bool = False


def install(app: Flask) -> None:
    """One handler for each family."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(RateLimitExceeded, _too_often)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _accident)


def answer(
    message: str, status: int, *, code: str = "", reference: str = "", places: tuple[Place, ...] = ()
) -> Response:
    """The error in the shape that the asker reads: JSON for programs, a note for htmx, a page for people."""
    if request.path.startswith("/api/"):
        response = jsonify({"errors": [{"field": None, "code": code or str(status), "message": message}]})
        response.status_code = status
        return response
    visited = request.path.startswith(VISITED)
    home = "" if visited else "/"
    context = ErrorPage(_title(status), message, status, home, _before(), reference, places, is_framed())
    whole = "pages/errors/framed.html" if _stands_in_frame(status) else "pages/errors/error.html"
    response = page(whole, context, part="partials/errors/note.html", status=status)
    if wants_part():
        response.headers["HX-Retarget"] = "#notice"
        response.headers["HX-Reswap"] = "innerHTML"
    if visited:
        response.headers["Content-Security-Policy"] = POLICY  # a frame that stays empty says nothing to a visitor
    return response


def _stands_in_frame(status: int) -> bool:
    """Among the pages of whoever is signed in; after an accident the frame may be what failed."""
    return signed_in() and status < 500 and not request.path.startswith(OPEN_PATHS)


def _title(status: int) -> str:
    key = f"error.title_{status}"
    return t(key) if t(key) != key else t("error.title")


def _before() -> str:
    """The page of ours that led here, if there is one beside this; else the page that an address asks too much of."""
    before = page_before()
    address = f"{before.path}?{before.query}" if before.query else before.path
    there = before.netloc == request.host and OURS.fullmatch(address)
    if there and (before.path != request.path or request.method != "GET"):
        return address
    return request.path if request.method == "GET" and request.query_string else ""


def _refused(error: Refused) -> Response:
    if error.code == "no_definition" and not request.path.startswith(STUDIO):
        error = NotFound()  # who may not see a form shall not learn here that there is none
    places = places_after(error) if isinstance(error, MovedBefore) else ()
    return answer(_in_full(error), error.status, code=error.code, places=places)


def _in_full(error: Refused) -> str:
    """The refusal; where it counts what is wrong and no form is there to say it beside, what that is."""
    said = error.text(language())
    if not isinstance(error, Invalid):
        return said
    return said + t("ui.colon") + t("ui.semicolon").join(each.message(language()) for each in error.errors)


def _stale_form(error: CSRFError) -> Response:
    return to_sign_in() if is_stranger() else answer(t("error.stale_form"), 400, code="csrf")


def _too_often(error: RateLimitExceeded) -> Response:
    return answer(t("error.too_often"), 429, code="too_many_requests")


def _http(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return error.get_response()
    key = f"error.http_{error.code}"
    message = t(key) if t(key) != key else t("error.http_other", status=error.code)
    return answer(message, error.code)


def _accident(error: Exception) -> Response:
    reference = uuid.uuid4().hex[:8]
    log.exception("unexpected error", reference=reference, path=request.path)
    return answer(t("error.accident", reference=reference), 500, code="accident", reference=reference)
