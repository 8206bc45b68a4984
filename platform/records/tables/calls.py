"""The fixed tables of calls: each with its transcript and score, and a row for each point, for reports to count."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text

from ..engine.types import Json, UtcDateTime
from .base import BigId, metadata

call = Table(
    "call", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("form", String(48), nullable=False),
    Column("record", BigInteger, nullable=False),
    Column("script", String(48), nullable=False),
    Column("task", BigInteger),
    Column("person", BigInteger),
    Column("actor", BigInteger),
    Column("key", String(120)),
    Column("at", UtcDateTime, nullable=False),
    Column("taken_at", UtcDateTime, nullable=False),
    Column("seconds", Integer),
    Column("recording", Text),
    Column("score", Float, nullable=False),
    Column("passed", Boolean, nullable=False),
    Column("agent_share", Float),
    Column("questions", Integer, nullable=False, default=0),
    Column("turns", Json, nullable=False),  # [speaker, text, seconds from the start]
    Column("revision", Integer, nullable=False, default=0),
    Index("ix_call_form_record_id", "form", "record", "id"),
    Index("ix_call_form_at", "form", "at"),
    Index("uq_call_form_record_key", "form", "record", "key", unique=True),
)  # fmt: skip
call_point = Table(
    "call_point", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("call", BigInteger, ForeignKey("call.id"), nullable=False, index=True),
    Column("form", String(48), nullable=False),
    Column("record", BigInteger, nullable=False),
    Column("script", String(48), nullable=False),
    Column("point", String(48), nullable=False),
    Column("person", BigInteger),
    Column("at", UtcDateTime, nullable=False),
    Column("met", Boolean, nullable=False),
    Column("forbidden", Boolean, nullable=False),
    Column("must", Boolean, nullable=False),
    Column("weight", Float, nullable=False),
    Column("reason", Json, nullable=False),
    Column("quote", Text),
    Column("turn", Integer),
    Column("likeness", Float),
    Index("ix_call_point_form_script_point", "form", "script", "point"),
)  # fmt: skip
