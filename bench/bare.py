"""The bare program: Flask and jsonschema around one INSERT, written in an afternoon; no rule, no right."""

from __future__ import annotations

import os
import sqlite3
import threading
from datetime import UTC, datetime
from typing import Any

from flask import Flask, request
from jsonschema import Draft202012Validator
from sqlalchemy import make_url

from .leads import INDUSTRIES, LINES, REGIONS, SOURCES

TEXTS = ("company", "contact", "phone", "city", "need", "budget_state", "authority", "timeline")
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["company", "contact", "phone", "source"],
    "properties": {
        **{name: {"type": "string", "maxLength": 500} for name in TEXTS},
        "source": {"enum": list(SOURCES)},
        "industry": {"enum": list(INDUSTRIES)},
        "region": {"enum": sorted(set(REGIONS))},
        "product_line": {"enum": list(LINES)},
        "employees": {"type": "integer", "minimum": 1},
        "budget": {"type": "number", "minimum": 0},
        "own_initiative": {"type": "boolean"},
        "compares": {"type": "boolean"},
        "signals": {"type": "array", "items": {"type": "string"}},
    },
}
COLUMNS = tuple(SCHEMA["properties"])
CREATE = f"CREATE TABLE IF NOT EXISTS bare (id {{id}}, at TEXT, {', '.join(f'{name} TEXT' for name in COLUMNS)})"
VALIDATOR = Draft202012Validator(SCHEMA)
URL = make_url(os.environ.get("BARE_DATABASE_URL", "sqlite:///bare.db"))
SQLITE = URL.get_backend_name() == "sqlite"
INSERT = (
    f"INSERT INTO bare (at, {', '.join(COLUMNS)}) VALUES ({', '.join(['?' if SQLITE else '%s'] * (len(COLUMNS) + 1))})"
)
app = Flask(__name__)
mine = threading.local()


@app.get("/")
def healthy() -> dict[str, Any]:
    """Says that it is there, and makes the table."""
    key = "INTEGER PRIMARY KEY" if SQLITE else "bigserial PRIMARY KEY"
    connection = _connection()
    connection.execute(CREATE.format(id=key))
    connection.commit()
    return {}


@app.post("/")
def create() -> tuple[dict[str, Any], int]:
    """Checks the body and writes it."""
    body = request.get_json()
    errors = [error.message for error in VALIDATOR.iter_errors(body)]
    if errors:
        return {"errors": errors}, 422
    values = [datetime.now(UTC).isoformat(), *(_text(body.get(name)) for name in COLUMNS)]
    connection = _connection()
    connection.execute(INSERT, values)
    connection.commit()
    return {"ok": True}, 201


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _connection() -> Any:
    """One connection a thread."""
    if not hasattr(mine, "connection"):
        mine.connection = _connect()
    return mine.connection


def _connect() -> Any:
    if SQLITE:
        connection = sqlite3.connect(URL.database, timeout=30)
        connection.execute("PRAGMA journal_mode = wal")
        connection.execute("PRAGMA synchronous = normal")
        return connection
    import psycopg

    return psycopg.connect(URL.render_as_string(hide_password=False))
