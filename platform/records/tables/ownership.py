"""The tables beside assignments: who works along on a record, and which hand-overs were one act."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, Text

from ..engine.types import Json, UtcDateTime
from .base import BigId, metadata

collaborator = Table(
    "collaborator", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("form", String(48), nullable=False),
    Column("record", BigId, nullable=False),
    Column("person", BigId, nullable=False),
    Column("added_at", UtcDateTime, nullable=False),
    Column("added_by", BigId),
    Column("ended_at", UtcDateTime),
    Column("ended_by", BigId),
    Index("ix_collaborator_form_record", "form", "record"),
    # Whose records one may see is asked at every query.
    Index("ix_collaborator_person_form", "person", "form", "ended_at", "record"),
)  # fmt: skip
reassignment = Table(
    "reassignment", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", BigId),
    Column("person", BigId),  # whose records they were, where somebody leaves
    Column("words", Text, nullable=False, default=""),
    Column("plan", Json, nullable=False),
    Column("records", Integer, nullable=False, default=0),
    Column("undone_at", UtcDateTime),
    Column("undone_by", BigId),
    Index("ix_reassignment_person", "person"),
)  # fmt: skip
