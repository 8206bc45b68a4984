"""The fixed table of links between records: which one was opened, made or found for which, by what."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, UniqueConstraint

from ..engine.types import UtcDateTime
from .base import BigId, metadata

link = Table(
    "link", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("form", String(48), nullable=False),
    Column("record", BigId, nullable=False),
    Column("kind", String(16), nullable=False),  # task, conversion, same
    Column("name", String(48), nullable=False),
    Column("other_form", String(48), nullable=False),
    Column("other_record", BigId, nullable=False),
    Column("task", BigId),
    Column("found", Boolean, nullable=False, default=False),  # it was there already
    Column("key", String(160), nullable=False),  # what it was made for, which happens once
    Column("made_at", UtcDateTime, nullable=False),
    Column("actor", BigId),
    Column("revision", Integer, nullable=False, default=0),
    UniqueConstraint("key"),
    Index("ix_link_form_record", "form", "record"),
    Index("ix_link_other_form_other_record", "other_form", "other_record"),
)  # fmt: skip
