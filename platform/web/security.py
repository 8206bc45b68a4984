"""Policies on every answer: what a page may load, where forms may come from, how often doors open."""

from __future__ import annotations

from flask import Flask, Response, abort, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf import CSRFProtect

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
    )
)

csrf = CSRFProtect()
limiter = Limiter(get_remote_address, strategy="moving-window", headers_enabled=True)


def install(app: Flask) -> None:
    """CSRF on every change, limits where views ask for them, policies on every answer."""
    app.config.setdefault("WTF_CSRF_TIME_LIMIT", None)
    app.config.setdefault("RATELIMIT_STORAGE_URI", "memory://")
    app.config.setdefault("RATELIMIT_ENABLED", True)  # else an application inherits what the one before it was told
    csrf.init_app(app)
    limiter.init_app(app)
    app.before_request(_only_text)
    app.after_request(_policies)


def _only_text() -> None:
    """No browser sends the sign NUL, and no PostgreSQL keeps it."""
    if request.path.startswith(("/api/", "/in/")):
        return
    sent = (*request.args.items(multi=True), *request.form.items(multi=True))
    if any("\0" in text for pair in sent for text in pair):
        abort(400)


def _policies(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", f"{POLICY}; frame-ancestors 'none'")
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(self)")
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-store"
    return response
