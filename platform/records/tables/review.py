"""The tables of alerts and reviews: what was read when, what was found, what was done about it."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Double, Index, Integer, String, Table, Text, text

from ..engine.types import Json, UtcDateTime
from .base import BigId, metadata

alert_clock = Table(
    "alert_clock", metadata,
    Column("alert", String(48), primary_key=True),
    Column("looked_until", UtcDateTime, nullable=False),
)  # fmt: skip

alert_reading = Table(
    "alert_reading", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("alert", String(48), nullable=False),
    Column("part", String(200), nullable=False),  # the key of a row; empty for the whole
    Column("key", String(300), nullable=False, unique=True),  # one reading for each time the clock strikes
    Column("at", UtcDateTime, nullable=False),
    Column("value", Double),
    Column("shown", Json, nullable=False),
    Column("breached", Boolean, nullable=False),
    Column("why", Json, nullable=False),
    Column("revision", Integer, nullable=False, default=0),
    Index("ix_alert_reading_alert_part_at", "alert", "part", "at"),
)  # fmt: skip

_OPEN = text("closed_at IS NULL AND alert IS NOT NULL")
review = Table(
    "review", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("alert", String(48)),
    Column("part", String(200), nullable=False, default=""),
    Column("finding", Json, nullable=False),
    Column("why", Json, nullable=False),
    Column("state", String(16), nullable=False),
    Column("owner", BigId),
    Column("cause", Text, nullable=False, default=""),
    Column("action", Text, nullable=False, default=""),
    Column("due", Date),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("opened_by", BigId),
    Column("acted_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Column("conclusion", Text, nullable=False, default=""),
    Column("version", Integer, nullable=False, default=1),
    Index("uq_review_open", "alert", "part", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
)  # fmt: skip

review_event = Table(
    "review_event", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("review", BigId, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", BigId),
    Column("changes", Json, nullable=False),
    Index("ix_review_event_review", "review"),
)  # fmt: skip
