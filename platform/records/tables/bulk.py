"""The tables of what was done to many records in one act, and of what became of each."""

from __future__ import annotations

from sqlalchemy import Column, Integer, PrimaryKeyConstraint, String, Table

from ..engine.types import Json, UtcDateTime
from .base import BigId, metadata

bulk_act = Table(
    "bulk_act", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("form", String(48), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("what", Json, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", BigId),
    Column("asked", Integer, nullable=False),
    Column("undone_at", UtcDateTime),
    Column("undone_by", BigId),
)  # fmt: skip

bulk_change = Table(
    "bulk_change", metadata,
    Column("act", BigId, nullable=False),
    Column("record", BigId, nullable=False),
    Column("state", String(8), nullable=False),
    Column("before", Json),
    Column("after", Json),
    Column("why", Json),
    PrimaryKeyConstraint("act", "record"),
)  # fmt: skip
