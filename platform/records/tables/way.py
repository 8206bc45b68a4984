"""The fixed tables of ways: what is the same for all records that went through their stages alike."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, String, Table, UniqueConstraint

from .base import BigId, metadata, own_id

way = Table(
    "way",
    metadata,
    own_id(),
    Column("form", String(48), nullable=False),
    Column("key", String(64), nullable=False),  # a digest of its steps
    UniqueConstraint("form", "key"),
)
way_step = Table(
    "way_step",
    metadata,
    Column("way", BigId, ForeignKey("way.id"), primary_key=True, autoincrement=False),
    Column("pipeline", String(48), primary_key=True),
    Column("stage", String(48), primary_key=True),
    Column("left_to", String(48), primary_key=True),  # empty: not left yet
    Column("silent", Boolean, primary_key=True),  # left onwards with nothing done in it
)
