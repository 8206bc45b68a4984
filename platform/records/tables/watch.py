"""The table of what stood still at the hours that have passed: how much, by team."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table

from ..engine.types import UtcDateTime
from .base import BigId, metadata

NO_TEAM = 0  # of records that nobody has

watch_count = Table(
    "watch_count", metadata,
    Column("at", UtcDateTime, primary_key=True),
    Column("form", String(48), primary_key=True),
    Column("watch", String(24), primary_key=True),
    Column("team", BigId, primary_key=True, autoincrement=False),
    Column("n", Integer, nullable=False),
)  # fmt: skip
