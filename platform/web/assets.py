"""Static files under a hash of what they hold, cached for ever."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, abort, make_response, send_from_directory

STATIC = Path(__file__).resolve().parents[2] / "static"
FOR_EVER = "public, max-age=31536000, immutable"


def install(app: Flask) -> None:
    """`asset(path)` in templates, and the addresses it makes."""
    app.jinja_env.globals["asset"] = asset
    app.add_url_rule("/static/<digest>/<path:path>", "static_file", _serve)


def asset(path: str) -> str:
    """`/static/<hash>/css/app.css`; a new text is a new address."""
    return f"/static/{_digest(path)}/{path}"


@lru_cache(maxsize=256)
def _digest(path: str) -> str:
    return hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:12]


def _serve(digest: str, path: str):
    if not (STATIC / path).is_file():
        abort(404)
    response = make_response(send_from_directory(STATIC, path))
    response.headers["Cache-Control"] = FOR_EVER if digest == _digest(path) else "no-cache"
    return response
