"""The tables of what automations did: runs, their steps, which of them rest, and how far their clocks have looked."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from ..engine.types import Json, UtcDateTime
from .base import BigId, metadata

automation_run = Table(
    "automation_run", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("automation", String(48), nullable=False),
    Column("form", String(48), nullable=False),
    Column("record", BigId, nullable=False),  # 0: of no record, such as a weekly round
    Column("key", String(200), nullable=False, unique=True),
    Column("state", String(12), nullable=False),  # waiting, done, failed, stopped, held, dropped
    Column("branch", String(8), nullable=False, default="do"),  # or else
    Column("occasion", Json, nullable=False),  # what it was started by
    Column("given", Json),  # what a caller handed over
    Column("seen", Json),  # the values its condition saw
    Column("depth", Integer, nullable=False, default=1),
    Column("parent", BigId, index=True),
    Column("replay_of", BigId),
    Column("revision", Integer, nullable=False, default=0),
    Column("attempts", Integer, nullable=False, default=0),
    Column("reason", Json),  # why it was stopped, held or dropped
    Column("error", Text),
    Column("started_at", UtcDateTime, nullable=False),
    Column("next_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Index("ix_automation_run_automation_record_started_at", "automation", "record", "started_at"),
    Index("ix_automation_run_state_started_at", "state", "started_at"),
    Index("ix_automation_run_form_record_id", "form", "record", "id"),
)  # fmt: skip
automation_step = Table(
    "automation_step", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("run", BigId, ForeignKey("automation_run.id"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("action", String(48), nullable=False),
    Column("state", String(12), nullable=False),  # done, nothing, left_out, failed
    Column("input", Json, nullable=False),
    Column("said", Json),  # what came of it, as a sentence
    Column("result", Json),
    Column("error", Text),
    Column("attempts", Integer, nullable=False, default=1),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("run", "place", name="uq_automation_step_run_place"),
)  # fmt: skip
automation_pause = Table(
    "automation_pause", metadata,
    Column("automation", String(48), primary_key=True),
    Column("by", BigId),
    Column("words", Text),
    Column("at", UtcDateTime, nullable=False),
)  # fmt: skip
automation_clock = Table(
    "automation_clock", metadata,
    Column("automation", String(48), primary_key=True),
    Column("looked_until", UtcDateTime, nullable=False),
)  # fmt: skip
