"""The table of times for which somebody stopped the clocks of a record."""

from __future__ import annotations

from sqlalchemy import Column, Index, String, Table, Text, text

from ..engine.types import UtcDateTime
from .base import BigId, metadata

_LASTS = text("ended_at IS NULL")
clock_pause = Table(
    "clock_pause", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("form", String(48), nullable=False),
    Column("record", BigId, nullable=False),
    Column("began_at", UtcDateTime, nullable=False),
    Column("began_by", BigId),
    Column("reason", Text, nullable=False),
    Column("until", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Column("ended_by", BigId),
    Index("uq_clock_pause_lasts", "form", "record", unique=True, sqlite_where=_LASTS, postgresql_where=_LASTS),
)  # fmt: skip
