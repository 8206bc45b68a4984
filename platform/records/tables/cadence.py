"""The tables of cadences: which records are in which, where each stands, and what was done on the way."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from ..engine.types import Json, UtcDateTime
from .base import BigId, metadata

enrolment = Table(
    "enrolment", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("cadence", String(48), nullable=False),
    Column("form", String(48), nullable=False),
    Column("record", BigId, nullable=False),
    # One that is under way holds a key, so that a record is once in a cadence and in one of a group.
    Column("key", String(200), unique=True),
    Column("state", String(12), nullable=False),  # active, paused, finished, stopped, ripe, failed
    Column("step", String(48)),  # the step that comes next
    Column("turn", Integer, nullable=False, default=0),  # how many were taken
    Column("waits_for", BigId),  # the task that has to be done first
    Column("why", Json, nullable=False),
    Column("reason", Json),  # why it ended, or why it waits
    Column("error", Text),
    Column("attempts", Integer, nullable=False, default=0),
    Column("revision", Integer, nullable=False, default=0),
    Column("entered_by", BigId),
    Column("entered_at", UtcDateTime, nullable=False),
    Column("next_at", UtcDateTime),
    Column("paused_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Index("ix_enrolment_form_record_state", "form", "record", "state"),
    Index("ix_enrolment_cadence_state_step", "cadence", "state", "step"),
)  # fmt: skip
enrolment_step = Table(
    "enrolment_step", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("enrolment", BigId, ForeignKey("enrolment.id"), nullable=False),
    Column("turn", Integer, nullable=False),
    Column("cadence", String(48), nullable=False),
    Column("form", String(48), nullable=False),
    Column("record", BigId, nullable=False),
    Column("owner", BigId),
    Column("step", String(48), nullable=False),
    Column("action", String(48), nullable=False),  # or wait, branch, go
    Column("state", String(12), nullable=False),  # done, nothing, failed, delayed
    Column("said", Json),
    Column("result", Json),
    Column("error", Text),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("enrolment", "turn", name="uq_enrolment_step_enrolment_turn"),
    Index("ix_enrolment_step_cadence_action_at", "cadence", "action", "at"),
    Index("ix_enrolment_step_record_action_at", "form", "record", "action", "at"),
)  # fmt: skip
