"""The table of reports and dashboards that people wrote for themselves."""

from __future__ import annotations

from sqlalchemy import Column, Index, String, Table, Text

from ..engine.types import UtcDateTime
from .base import BigId, metadata

personal_report = Table(
    "personal_report", metadata,
    Column("id", String(40), primary_key=True),  # nobody guesses it, so a link is how it is shared
    Column("person", BigId, nullable=False),
    Column("text", Text, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("removed_at", UtcDateTime),
    Column("kind", String(16), nullable=False, server_default="report"),
    Index("ix_personal_report_person", "person"),
)  # fmt: skip
