"""The tables of predictions: what was learnt from how records ended, and what it says of those that go on."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, String, Table

from ..engine.types import Json, UtcDateTime
from .base import BigId, metadata

prediction_model = Table(
    "prediction_model", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("form", String(48), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("revision", Integer, nullable=False, default=0),
    Column("verdict", String(16), nullable=False),  # ready, weak, too_little
    Column("numbers", Json, nullable=False),
    Column("model", Json),  # weights as plain numbers: whoever predicts needs no library
)  # fmt: skip
prediction = Table(
    "prediction", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("form", String(48), nullable=False),
    Column("record", BigId, nullable=False),
    Column("model", BigId, ForeignKey("prediction_model.id"), nullable=False),
    Column("chance", Float, nullable=False),
    Column("before", Float),
    Column("reasons", Json, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_prediction_form_record_id", "form", "record", "id"),
)  # fmt: skip
