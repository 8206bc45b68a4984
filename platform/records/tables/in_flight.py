"""The fixed tables of what became of records when the pipeline they were on changed."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from ..engine.types import Json, UtcDateTime
from .base import BigId, metadata

in_flight = Table(
    "in_flight", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("revision", Integer, nullable=False),  # with which it was decided
    Column("from_revision", Integer, nullable=False),  # which still says what the stage was
    Column("form", String(48), nullable=False),
    Column("pipeline", String(48), nullable=False),
    Column("stage", String(48), nullable=False),
    Column("choice", String(12), nullable=False),  # keep, migrate, ask
    Column("target", String(48)),
    Column("tasks", Json, nullable=False),  # by the old task, the new one; null: closed
    Column("records", Integer, nullable=False, default=0),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", BigId),
    Column("undone_at", UtcDateTime),
    Column("undone_by", BigId),
    Index("ix_in_flight_pipeline", "pipeline"),
)  # fmt: skip
in_flight_step = Table(
    "in_flight_step", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("act", BigId, ForeignKey("in_flight.id"), nullable=False, index=True),
    Column("record", BigId, nullable=False),
    Column("visit", BigId, nullable=False),  # where it stood
    Column("came_to", BigId, nullable=False),  # the visit that began with it; the same where it stayed
    Column("tasks", Json, nullable=False),  # those that changed, as they were
    Column("timers", Json, nullable=False),  # the keys of those that stopped
)  # fmt: skip
