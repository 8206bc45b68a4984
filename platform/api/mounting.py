"""Hanging the API into an application that somebody else composes."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any
from weakref import WeakSet

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from . import bearer, errors
from .blueprint import v1
from .endpoints import hang_all
from .inbound import OFTEN, doors
from .openapi import description

WRONG_TOKENS = "30 per minute"
_LIMITED: WeakSet[Any] = WeakSet()


def mount(app: Flask) -> None:
    """Add `/api` to an application that has a workspace and a clock in `extensions["leadwright"]`.

    A bearer call brings its own proof, so it needs no CSRF token; an extension that wants one is told.
    """
    hang_all()
    app.register_blueprint(v1)
    app.register_blueprint(description)
    app.register_blueprint(doors)
    app.before_request(_answer_unrouted)
    if "csrf" in app.extensions:
        app.extensions["csrf"].exempt(v1)
        app.extensions["csrf"].exempt(doors)
    for limiter in app.extensions.get("limiter", ()):
        if limiter not in _LIMITED:  # one limiter may serve several applications
            _LIMITED.add(limiter)
            _limit(limiter)
        app.after_request(_limits_told_when_met(limiter))


errors.install(v1)
errors.install(description)
errors.install(doors)
v1.before_request(bearer.recognise)


def _answer_unrouted() -> Response | None:
    """An address below /api that leads nowhere is answered as all of them are."""
    wrong = request.routing_exception
    if f"{request.path}/".startswith("/api/") and isinstance(wrong, HTTPException) and (wrong.code or 0) >= 400:
        return errors.http_error(wrong)
    return None


def _limit(limiter: Any) -> None:
    """So many wrong tokens from one address; and for each token what the installation sets, if it sets anything."""
    limiter.limit(WRONG_TOKENS, deduct_when=lambda response: response.status_code == 401)(v1)
    limiter.limit(WRONG_TOKENS, deduct_when=lambda response: response.status_code == 401)(doors)
    limiter.limit(OFTEN)(doors)
    most = os.environ.get("LEADWRIGHT_API_LIMIT")
    if most:
        limiter.limit(most, key_func=_caller)(v1)


def _limits_told_when_met(limiter: Any) -> Callable[[Response], Response]:
    """How many wrong tokens one may still try is nobody's business; Retry-After is, once there are too many."""

    def quiet(response: Response) -> Response:
        if request.blueprint == v1.name and response.status_code != 429:
            limiter.context.view_rate_limit = None
        return response

    return quiet


def _caller() -> str:
    return request.headers.get("Authorization", "")
