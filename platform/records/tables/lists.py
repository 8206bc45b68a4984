"""The table of the lists that people keep under a name."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, String, Table, Text

from ..engine.types import UtcDateTime
from .base import BigId, metadata

saved_view = Table(
    "saved_view", metadata,
    Column("id", BigId, primary_key=True),
    Column("person", BigId, nullable=False),
    Column("form", String(48), nullable=False),
    Column("name", String(80), nullable=False),
    Column("args", Text, nullable=False),
    Column("opens", Boolean, nullable=False),
    Column("team", BigId),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_saved_view_form_person", "form", "person"),
    Index("ix_saved_view_form_team", "form", "team"),
)  # fmt: skip
