"""The table of reports that are asked in the background: what was asked, how far it is, what it came to."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table

from ..engine.types import Json, UtcDateTime
from .base import BigId, metadata

report_run = Table(
    "report_run", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("report", String(60), nullable=False),
    Column("label", Json, nullable=False),
    Column("person", BigId, nullable=False),
    Column("params", Json, nullable=False),
    Column("state", String(16), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("began_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Column("cancelled_at", UtcDateTime),  # when somebody asked for it to stop
    Column("attempts", Integer, nullable=False, default=0),
    Column("rows", Integer),
    Column("trouble", Json),
    Column("statement", String(64)),  # a digest of what was asked of the database, rights and all
    Column("answer", Json),
    Index("ix_report_run_person", "person", "id"),
    Index("ix_report_run_report", "report", "state"),
    Index("ix_report_run_ended", "ended_at"),
)  # fmt: skip
