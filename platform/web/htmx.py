"""The only place that knows whether htmx asked: pages or the part of them that changed."""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from flask import Flask, Response, make_response, redirect, render_template, request
from htmx_flask import Htmx
from werkzeug.urls import iri_to_uri

_htmx = Htmx()
# A path of this server. Browsers drop tabs and line ends from an address and read \ as /, so none may stand in it.
OURS = re.compile(r"/(?!/)[^\\\x00-\x1f\x7f]*")


def install(app: Flask) -> None:
    """Tells caches that an address has two faces."""
    _htmx.init_app(app)
    app.after_request(_vary)


def wants_part() -> bool:
    """htmx asked for a part of a page, not for a page."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"


def page(template: str, context: Any, *, part: str | None = None, status: int = 200) -> Response:
    """The page, or its `part` alone where htmx asked; `context` is a dataclass."""
    chosen = part if part and wants_part() else template
    return make_response(render_template(chosen, **_names(context)), status)


def parts(*rendered: tuple[str, Any], status: int = 200, trigger: dict[str, Any] | None = None) -> Response:
    """Several partials in one answer; each carries its own id, the later ones are swapped by it."""
    answer = make_response("\n".join(render_template(name, **_names(context)) for name, context in rendered), status)
    if trigger:
        answer.headers["HX-Trigger"] = json.dumps(trigger)
    return answer


def in_place(answer: Response, target: str) -> Response:
    """The answer to something that was refused, put where the thing it is about stands."""
    if wants_part():
        answer.headers.update({"HX-Retarget": target, "HX-Reswap": "outerMorph"})
    return answer


def go(address: str) -> Response:
    """To another page: a redirect for browsers, the same said to htmx."""
    if wants_part():
        answer = make_response("", 204)
        answer.headers["HX-Redirect"] = iri_to_uri(address)
        return answer
    return redirect(address, 303)


def back(default: str) -> str:
    """Where the person came from, if that was here; never somebody else's address."""
    asked = request.form.get("next") or request.args.get("next") or ""
    return asked if OURS.fullmatch(asked) else default


def page_before() -> SplitResult:
    """The page that the browser says this was asked from: htmx by a header of its own, others by theirs."""
    said = request.headers.get("HX-Current-URL") or request.referrer or ""
    try:
        return urlsplit(said)
    except ValueError:  # anybody can send what is no address
        return urlsplit("")


def _names(context: Any) -> dict[str, Any]:
    if is_dataclass(context):
        return {field.name: getattr(context, field.name) for field in fields(context)}
    return dict(context or {})


def _vary(response: Response) -> Response:
    if "Vary" in response.headers:
        response.vary.add("HX-Request")
    else:
        response.headers["Vary"] = "HX-Request"
    return response
