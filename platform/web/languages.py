"""The language of a page: what the address asks, what the person chose, what the browser prefers."""

from __future__ import annotations

from typing import Any

from flask import Flask, g, request
from flask_babel import Babel

from definitions import LANGUAGES, say

COOKIE = "language"


def install(app: Flask) -> None:
    """Texts and local formats in templates: `t(key, **params)`, and Babel for dates and numbers."""
    Babel(app, locale_selector=language, timezone_selector=timezone, default_timezone="UTC")
    app.jinja_env.globals.update(t=t, language=language)
    app.after_request(_keep_choice)


def language() -> str:
    """`zh` or `en`."""
    if "language" not in g:
        g.language = _chosen()
    return g.language


def timezone() -> str:
    """The zone in which the reader reads times."""
    person = g.get("person")
    return person.timezone if person else g.get("visitor_zone", "Asia/Shanghai")


def t(key: str, **params: Any) -> str:
    """The text for `key` in the language of this page."""
    return say(key, language(), **params)


def _chosen() -> str:
    asked = request.args.get("lang") or request.cookies.get(COOKIE)
    if asked in LANGUAGES:
        return asked
    person = g.get("person")
    if person and person.language in LANGUAGES:
        return person.language
    return request.accept_languages.best_match(LANGUAGES) or "zh"


def _keep_choice(response):
    asked = request.args.get("lang")
    if asked in LANGUAGES and request.cookies.get(COOKIE) != asked:
        response.set_cookie(COOKIE, asked, max_age=31_536_000, samesite="Lax", path="/")
    return response
