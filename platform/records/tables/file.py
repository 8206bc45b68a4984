"""The table of uploaded files: what each is called, what it holds by digest, and which record has it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from ..engine.types import UtcDateTime
from .base import BigId, metadata

stored_file = Table(
    "stored_file", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("key", String(32), nullable=False, unique=True),
    Column("digest", String(64), nullable=False),
    Column("name", String(200), nullable=False),
    Column("type", String(100), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("width", Integer),
    Column("height", Integer),
    Column("uploaded_by", BigId),
    Column("uploaded_at", UtcDateTime, nullable=False),
    Column("form", String(48)),  # null: nobody's yet
    Column("field", String(48)),
    Column("record", BigId),
    Column("dropped_at", UtcDateTime),  # its record no longer holds it
    Index("ix_stored_file_form_record", "form", "record"),
    Index("ix_stored_file_digest", "digest"),
    Index("ix_stored_file_dropped_at", "record", "dropped_at", "uploaded_at"),
)  # fmt: skip
