"""The fixed table of what retention rules will do to which record, and did."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, UniqueConstraint

from ..engine.types import UtcDateTime
from .base import BigId, metadata

retention_plan = Table(
    "retention_plan", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("form", String(48), nullable=False),
    Column("subject", BigId, nullable=False),  # the record; not called so, as this row outlives it
    Column("number", String(80), nullable=False),
    Column("rule", String(48), nullable=False),
    Column("do", String(16), nullable=False),  # delete, anonymise
    Column("state", String(16), nullable=False),  # planned, held, done
    Column("why", String(48)),  # why it is held
    Column("planned_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("done_at", UtcDateTime),
    Column("actor", BigId),
    Column("revision", Integer, nullable=False, default=0),
    UniqueConstraint("form", "subject", "rule"),
    Index("ix_retention_plan_state_due_at", "state", "due_at"),
    Index("ix_retention_plan_form", "form", "state"),
)  # fmt: skip
