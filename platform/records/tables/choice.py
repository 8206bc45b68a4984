"""The fixed tables of values that publishing maps to other choices: what stood there before, and what is under way."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table

from ..engine.types import Json, UtcDateTime
from .base import BigId, metadata, moment, own_id

choice_moved = Table(
    "choice_moved", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("form", String(48), nullable=False),
    Column("field", String(48), nullable=False),
    Column("subject", BigId, nullable=False),
    Column("old", Json, nullable=False),
    Column("new", Json, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_choice_moved_form_field", "form", "field", "subject"),
)  # fmt: skip
# Nothing is taken out of it, so that its newest id and how many have not ended tell every process what is under way.
choice_moving = Table(
    "choice_moving", metadata,
    own_id(),
    Column("form", String(48), nullable=False),
    Column("field", String(48), nullable=False),
    Column("way", String(8), nullable=False),
    Column("many", BigId, nullable=False),
    Column("moved", BigId, nullable=False),
    moment("begun_at", nullable=False),
    moment("ended_at"),
)  # fmt: skip
