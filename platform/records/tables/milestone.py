"""The table of milestones that records have reached."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, text

from ..engine.types import Json, UtcDateTime
from .base import BigId, metadata

_HELD = text("lost_at IS NULL")
milestone = Table(
    "milestone", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("form", String(48), nullable=False),
    Column("record", BigId, nullable=False),
    Column("pipeline", String(48), nullable=False),
    Column("milestone", String(48), nullable=False),
    Column("reached_at", UtcDateTime, nullable=False),
    Column("actor", BigId),
    Column("why", Json, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("lost_at", UtcDateTime),
    # Reached once at a time: two who look at the same moment write it down once.
    Index(
        "uq_milestone_held", "form", "record", "pipeline", "milestone",
        unique=True, sqlite_where=_HELD, postgresql_where=_HELD,
    ),
)  # fmt: skip
