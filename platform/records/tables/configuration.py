"""The fixed tables of what was published, and of what is set for the whole installation."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from ..engine.types import Json
from .base import BigId, metadata, moment

revision = Table(
    "revision",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    moment("at", nullable=False),
    Column("author", BigId),
    Column("message", Text, nullable=False, default=""),
    Column("digest", String(64), nullable=False),
    Column("rolled_back_to", Integer),
)
revision_file = Table(
    "revision_file",
    metadata,
    Column("revision", Integer, ForeignKey("revision.number"), primary_key=True),
    Column("path", String(300), primary_key=True),
    Column("digest", String(64), nullable=False),
)
file_text = Table(
    "file_text",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("text", Text, nullable=False),
)
draft_file = Table(
    "draft_file",
    metadata,
    Column("path", String(300), primary_key=True),
    Column("text", Text),  # null: the draft removes the file
    Column("author", BigId),
    Column("based_on", Integer, nullable=False),
    moment("at", nullable=False),
)
installed_pack = Table(
    "installed_pack",
    metadata,
    Column("id", String(48), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("version", String(40), nullable=False),
    Column("files", Json, nullable=False),
    moment("at", nullable=False),
)
retired_column = Table(
    "retired_column",
    metadata,
    Column("form", String(48), primary_key=True),
    Column("name", String(63), primary_key=True),
    Column("type", String(20), nullable=False),
    moment("at", nullable=False),
)
setting = Table(
    "setting",
    metadata,
    Column("key", String(80), primary_key=True),
    Column("value", Json, nullable=False),
)
