"""The fixed tables of time and of work to do: timers, the outbox, numbers, keys, imports."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text, text

from ..engine.types import Json
from .base import BigId, metadata, moment, of_record, own_id

_RUNNING = text("fired_at IS NULL AND cancelled_at IS NULL")
timer = Table(
    "timer",
    metadata,
    own_id(),
    *of_record(),
    Column("kind", String(48), nullable=False),
    Column("key", String(200), nullable=False, unique=True),
    Column("data", Json, nullable=False),
    moment("started_at", nullable=False),
    moment("due_at", nullable=False),
    moment("lease_until"),
    Column("attempts", Integer, nullable=False, default=0),
    moment("fired_at"),
    moment("cancelled_at"),
    moment("paused_at"),
    Column("error", Text),
    Column("person", BigId),  # on whose calendar it counts; null: the house's
    moment("counted_from"),
    Column("within", String(48)),
    moment("limit_at"),
    Index("ix_timer_due_at", "fired_at", "cancelled_at", "due_at"),
    Index("ix_timer_form_record", "form", "record"),
    Index("ix_timer_person", "person", "id", sqlite_where=_RUNNING, postgresql_where=_RUNNING),
)
outbox = Table(
    "outbox",
    metadata,
    own_id(),
    Column("kind", String(48), nullable=False),
    Column("key", String(200), unique=True),
    Column("payload", Json, nullable=False),
    moment("created_at", nullable=False),
    moment("due_at", nullable=False),
    moment("lease_until"),
    Column("attempts", Integer, nullable=False, default=0),
    moment("done_at"),
    moment("failed_at"),
    Column("error", Text),
    Index("ix_outbox_due_at", "done_at", "failed_at", "due_at"),
)
number_block = Table(
    "number_block",
    metadata,
    Column("form", String(48), primary_key=True),
    Column("series", String(60), primary_key=True),
    Column("next", BigInteger, nullable=False),
)
idempotency = Table(
    "idempotency",
    metadata,
    Column("key", String(120), primary_key=True),
    Column("actor", BigId, primary_key=True, autoincrement=False),
    Column("digest", String(64), nullable=False),
    Column("status", Integer),
    Column("body", Text),
    moment("at", nullable=False),
)
import_run = Table(
    "import_run",
    metadata,
    own_id(),
    Column("form", String(48), nullable=False),
    Column("file", String(300), nullable=False),
    Column("mapping", Json, nullable=False),
    Column("actor", BigId),
    Column("state", String(16), nullable=False),  # read, checking, checked, running, done, failed, undoing, undone
    Column("counts", Json, nullable=False),
    moment("started_at", nullable=False),
    moment("ended_at"),
    moment("undone_at"),
    Column("header", Json),
    Column("header_key", String(64)),  # the form's imports with the same columns find their mapping again by it
    Column("lines", Integer),
    Column("problem", Json),
    Index("ix_import_run_form_header_key", "form", "header_key"),
)
import_row = Table(
    "import_row",
    metadata,
    Column("import_run", BigId, ForeignKey("import_run.id"), primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("state", String(12), nullable=False),  # created, updated, unchanged, refused
    Column("record", BigId),
    Column("before", Json),
    Column("problem", Json),
)
