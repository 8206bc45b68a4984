"""The table of what people have typed into forms and not sent yet."""

from __future__ import annotations

from sqlalchemy import Column, Index, String, Table, UniqueConstraint

from ..engine.types import Json, UtcDateTime
from .base import BigId, metadata

form_draft = Table(
    "form_draft", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("person", BigId, nullable=False),
    Column("form", String(48), nullable=False),
    Column("record", BigId),  # none where it is to be a new one
    Column("place", String(64), nullable=False),  # which form for which of its fields: one draft each
    Column("body", Json, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("person", "place"),
    Index("ix_form_draft_form_record", "form", "record"),
    Index("ix_form_draft_at", "at"),
)  # fmt: skip
