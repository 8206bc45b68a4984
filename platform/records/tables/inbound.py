"""The fixed table of what came in from outside: kept as it came, with what became of it."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table

from ..engine.types import Json, UtcDateTime
from .base import BigId, metadata

inbound = Table(
    "inbound", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("inlet", String(48), nullable=False),
    Column("key", String(200)),
    Column("received_at", UtcDateTime, nullable=False),
    Column("content_type", String(100), nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("remote", String(64), nullable=False, default=""),
    Column("state", String(12), nullable=False),  # waiting, taken, heard, refused, left_out
    Column("form", String(48)),
    Column("record", BigId),
    Column("problem", Json),
    Column("tries", Integer, nullable=False, default=0),
    Column("handled_at", UtcDateTime),
    Index("uq_inbound_inlet_key", "inlet", "key", unique=True),
    Index("ix_inbound_state_id", "state", "id"),
    Index("ix_inbound_form_record", "form", "record"),
)  # fmt: skip
