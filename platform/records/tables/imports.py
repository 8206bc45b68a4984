"""The fixed table of a file's lines: as they were sent, and what was foreseen of each before anything is kept."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from ..engine.types import Json
from .base import BigId, metadata

import_line = Table(
    "import_line", metadata,
    Column("import_run", BigId, ForeignKey("import_run.id"), primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("cells", Json, nullable=False),
    Column("foreseen", String(12)),  # created, updated, unchanged, refused; null before it was looked at
    Column("key", String(300)),  # which record it is about, so that a later line about the same one is known
    Column("problem", Json),
    Index("ix_import_line_key", "import_run", "key"),
)  # fmt: skip
