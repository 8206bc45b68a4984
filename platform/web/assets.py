"""Static files under a hash of what they hold, cached for ever."""

from __future__ import annotations

import gzip
import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, abort, make_response, request, send_from_directory

STATIC = Path(__file__).resolve().parents[2] / "static"
PACKED = (".css", ".js", ".svg")
EMBED = "/f/embed.js"  # stands in the pages of other sites, so it never changes
FOR_EVER = "public, max-age=31536000, immutable"


def install(app: Flask) -> None:
    """`asset(path)` in templates, and the addresses it makes."""
    app.jinja_env.globals["asset"] = asset
    app.add_url_rule("/static/<digest>/<path:path>", "static_file", _serve)
    app.add_url_rule(EMBED, "embed_script", lambda: _serve("", "js/embed.js"))


def asset(path: str) -> str:
    """`/static/<hash>/css/app.css`; a new text is a new address."""
    return f"/static/{_digest(path)}/{path}"


@lru_cache(maxsize=256)
def _digest(path: str) -> str:
    return hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:12]


def _serve(digest: str, path: str) -> Response:
    if not (STATIC / path).is_file():
        abort(404)
    response = make_response(send_from_directory(STATIC, path))
    if path.endswith(PACKED) and "gzip" in request.accept_encodings and response.status_code == 200:
        response.direct_passthrough = False
        response.set_data(_packed(path, _digest(path)))
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = FOR_EVER if digest == _digest(path) else "no-cache"
    return response


@lru_cache(maxsize=64)
def _packed(path: str, digest: str) -> bytes:
    """A file as it travels; packed once for each of its versions."""
    return gzip.compress((STATIC / path).read_bytes(), 9, mtime=0)
