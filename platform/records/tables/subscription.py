"""The fixed table of reports and dashboards that somebody gets by and by."""

from __future__ import annotations

from sqlalchemy import Column, Index, String, Table, Text

from ..engine.types import Json
from .base import BigId, metadata, moment, own_id

subscription = Table(
    "subscription", metadata,
    own_id(),
    Column("kind", String(12), nullable=False),  # report, dashboard
    Column("target", String(48), nullable=False),
    Column("params", Json, nullable=False),
    Column("channel", String(48), nullable=False),
    Column("every", String(8), nullable=False),  # day, week, month
    Column("days", Json, nullable=False),
    Column("at", String(5), nullable=False),
    Column("person", BigId),  # who gets it; nobody in particular where it is for a role
    Column("role", String(48)),
    Column("left_by", Json, nullable=False),  # who of the role wants it no more
    Column("token", String(32), nullable=False, unique=True),
    Column("made_by", BigId),
    Column("trouble", Text),  # why the last one did not go, as far as it did not
    moment("made_at", nullable=False),
    moment("next_at"),  # nothing while it is paused
    moment("last_at"),
    moment("removed_at"),
    Index("ix_subscription_person", "person"),
)  # fmt: skip
