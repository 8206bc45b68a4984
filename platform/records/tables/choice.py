"""The fixed table of values that publishing mapped to other choices, with what stood there before."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table

from ..engine.types import Json, UtcDateTime
from .base import BigId, metadata

choice_moved = Table(
    "choice_moved", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("form", String(48), nullable=False),
    Column("field", String(48), nullable=False),
    Column("subject", BigId, nullable=False),
    Column("old", Json, nullable=False),
    Column("new", Json, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_choice_moved_form_field", "form", "field", "subject"),
)  # fmt: skip
