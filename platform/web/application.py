"""The Flask application: pages, sessions, policies; built from a workspace and a clock."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask

from publishing import Settings, Workspace

from . import assets, codes, errors, health, htmx, languages, masking, numbers, security, sessions, shell, unbroken
from .installation import Installation
from .pages import register_pages

ROOT = Path(__file__).resolve().parents[2]


def create_app(workspace: Workspace | None = None, *, clock: Callable[[], datetime] | None = None) -> Flask:
    """Builds the application; without a workspace, the environment says where state lives."""
    app = Flask("leadwright", root_path=str(ROOT), template_folder="templates", static_folder=None)
    workspace = workspace or Workspace(Settings.read()).open()
    app.extensions["leadwright"] = Installation(workspace, clock or (lambda: datetime.now(UTC)))
    _configure(app, workspace.settings.data)
    for part in (numbers, health, languages, unbroken, assets, codes, security, sessions, htmx, shell, errors, masking):
        part.install(app)
    register_pages(app)
    return app


def _configure(app: Flask, data: Path) -> None:
    app.secret_key = os.environ.get("LEADWRIGHT_SECRET_KEY") or _kept_secret(data)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.config.update(
        MAX_CONTENT_LENGTH=64 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=4 * 1024 * 1024,
        MAX_FORM_PARTS=2000,
        PERMANENT_SESSION_LIFETIME=timedelta(days=14),
        SESSION_COOKIE_NAME="leadwright",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=os.environ.get("LEADWRIGHT_HTTPS") == "1",
    )


def _kept_secret(data: Path) -> str:
    """A key made once for this installation, readable by its owner only; processes started at once agree on it."""
    place = data / "secret_key"
    if not place.exists():
        fresh = place.with_name(f"secret_key.{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_hex(32))
        try:
            os.link(fresh, place)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return place.read_text().strip()
