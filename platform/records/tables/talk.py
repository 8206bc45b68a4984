"""The tables of what colleagues say to each other about a record, and of who watches it."""

from __future__ import annotations

from sqlalchemy import Column, Index, String, Table, Text, UniqueConstraint

from ..engine.types import Json, UtcDateTime
from .base import BigId, metadata

comment = Table(
    "comment", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("form", String(48), nullable=False),
    Column("record", BigId, nullable=False),
    Column("person", BigId),
    Column("at", UtcDateTime, nullable=False),
    Column("words", Text, nullable=False),
    Column("mentions", Json, nullable=False),  # the ids of people
    Column("edited_at", UtcDateTime),
    Column("deleted_at", UtcDateTime),
    Index("ix_comment_form_record", "form", "record"),
)  # fmt: skip
comment_version = Table(
    "comment_version", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("comment", BigId, nullable=False),
    Column("words", Text, nullable=False),
    Column("until", UtcDateTime, nullable=False),
    Index("ix_comment_version_comment", "comment"),
)  # fmt: skip
watcher = Table(
    "watcher", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("form", String(48), nullable=False),
    Column("record", BigId, nullable=False),
    Column("person", BigId, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    UniqueConstraint("form", "record", "person"),
    Index("ix_watcher_person_form", "person", "form"),
)  # fmt: skip
