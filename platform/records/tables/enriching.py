"""The fixed tables of what is looked up outside: look-ups, answers that are still good, where values came from."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text

from ..engine.types import Json, UtcDateTime
from .base import BigId, metadata

lookup = Table(
    "lookup", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("enrichment", String(48), nullable=False),
    Column("form", String(48), nullable=False),
    Column("record", BigId, nullable=False),
    Column("cause", String(16), nullable=False),  # entry, change, demand
    Column("actor", BigId),
    Column("state", String(12), nullable=False),  # waiting, found, nothing, failed, left_out
    Column("why", Json),
    Column("attempts", Integer, nullable=False, default=0),
    Column("status", Integer),
    Column("answer", Text),
    Column("from_cache", Boolean, nullable=False, default=False),
    Column("filled", Json),  # names of fields that were filled
    Column("confirmed", Json),  # names of fields that say the same already
    Column("proposed", Json),  # field: value, what is said differently there
    Column("left", Json),  # field: reason, what could not be taken
    Column("created_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("tried_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Column("revision", Integer, nullable=False, default=0),
    Index("ix_lookup_form_record_id", "form", "record", "id"),
    Index("ix_lookup_enrichment_tried_at", "enrichment", "tried_at"),
    Index("ix_lookup_state_id", "state", "id"),
)  # fmt: skip
lookup_answer = Table(
    "lookup_answer", metadata,
    Column("digest", String(64), primary_key=True),
    Column("enrichment", String(48), nullable=False),
    Column("status", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
)  # fmt: skip
origin = Table(
    "origin", metadata,
    Column("form", String(48), primary_key=True),
    Column("record", BigId, primary_key=True, autoincrement=False),
    Column("field", String(48), primary_key=True),
    Column("enrichment", String(48), nullable=False),
    Column("lookup", BigId, nullable=False),
    Column("how", String(12), nullable=False),  # filled, confirmed, accepted
    Column("value", Json),
    Column("at", UtcDateTime, nullable=False),
)  # fmt: skip
