"""The fixed tables of people: teams, sign-ins, tokens, leave."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table

from ..engine.types import Json
from .base import BigId, metadata, moment, own_id

team = Table(
    "team",
    metadata,
    own_id(),
    Column("key", String(48), nullable=False, unique=True),
    Column("label", Json, nullable=False),
    Column("parent", BigId, ForeignKey("team.id")),
    Column("superior", BigId),
)
person = Table(
    "person",
    metadata,
    own_id(),
    Column("login", String(80), nullable=False, unique=True),
    Column("name", String(120), nullable=False),
    Column("role", String(48), nullable=False),
    Column("team", BigId, ForeignKey("team.id"), index=True),
    Column("language", String(8), nullable=False, default="zh"),
    Column("timezone", String(48), nullable=False, default="Asia/Shanghai"),
    Column("phone", String(32), unique=True),
    Column("email", String(254), unique=True),
    Column("calendar", String(48)),
    Column("attributes", Json, nullable=False, default=dict),
    Column("settings", Json, nullable=False, default=dict),
    Column("active", Boolean, nullable=False, default=True),
    Column("paused", Boolean, nullable=False, default=False),
    Column("password_hash", String(200)),
    Column("session_stamp", String(32), nullable=False, default=""),
    moment("created_at", nullable=False),
    moment("last_seen_at"),
)
leave = Table(
    "leave",
    metadata,
    own_id(),
    Column("person", BigId, ForeignKey("person.id"), nullable=False, index=True),
    moment("starts_at", nullable=False),
    moment("ends_at", nullable=False),
    Column("reason", String(200), nullable=False, default=""),
)
token = Table(
    "token",
    metadata,
    own_id(),
    Column("person", BigId, ForeignKey("person.id"), nullable=False, index=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("label", String(120), nullable=False, default=""),
    moment("created_at", nullable=False),
    moment("last_used_at"),
    moment("revoked_at"),
)
sign_in_attempt = Table(
    "sign_in_attempt",
    metadata,
    Column("login", String(254), primary_key=True),
    Column("failures", Integer, nullable=False),
    moment("last_at", nullable=False),
    moment("blocked_until"),
)
