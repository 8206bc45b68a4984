"""The fixed tables: everything the platform remembers beside the record tables themselves."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    text,
)

from .types import Json, UtcDateTime

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)


# SQLite numbers rows by itself only where the key is a plain INTEGER.
BigId = BigInteger().with_variant(Integer, "sqlite")


def _id() -> Column:
    return Column("id", BigId, primary_key=True, autoincrement=True)


def _of_record() -> tuple[Column, Column]:
    """Which record a row belongs to: the form's id and the record's number in its table."""
    return Column("form", String(48), nullable=False), Column("record", BigId, nullable=False)


def _moment(name: str, *, nullable: bool = True) -> Column:
    return Column(name, UtcDateTime, nullable=nullable)


def _took() -> tuple[Column, ...]:
    """How long something took, and how far it went past its limit: by the wall's clock and in working time."""
    return tuple(Column(name, BigInteger) for name in TOOK)


TOOK = ("wall_seconds", "working_seconds", "late_wall_seconds", "late_working_seconds")


# ---------------------------------------------------------------- configuration
revision = Table(
    "revision", metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    _moment("at", nullable=False),
    Column("author", BigId),
    Column("message", Text, nullable=False, default=""),
    Column("digest", String(64), nullable=False),
    Column("rolled_back_to", Integer),
)
revision_file = Table(
    "revision_file", metadata,
    Column("revision", Integer, ForeignKey("revision.number"), primary_key=True),
    Column("path", String(300), primary_key=True),
    Column("digest", String(64), nullable=False),
)
file_text = Table(
    "file_text", metadata,
    Column("digest", String(64), primary_key=True),
    Column("text", Text, nullable=False),
)
draft_file = Table(
    "draft_file", metadata,
    Column("path", String(300), primary_key=True),
    Column("text", Text),  # null: the draft removes the file
    Column("author", BigId),
    Column("based_on", Integer, nullable=False),
    _moment("at", nullable=False),
)
installed_pack = Table(
    "installed_pack", metadata,
    Column("id", String(48), primary_key=True),
    Column("version", String(40), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("files", Json, nullable=False),
    _moment("at", nullable=False),
    _moment("uninstalled_at"),
)
retired_column = Table(
    "retired_column", metadata,
    Column("form", String(48), primary_key=True),
    Column("name", String(63), primary_key=True),
    Column("type", String(20), nullable=False),
    _moment("at", nullable=False),
)
setting = Table(
    "setting", metadata,
    Column("key", String(80), primary_key=True),
    Column("value", Json, nullable=False),
)

# ---------------------------------------------------------------- people
team = Table(
    "team", metadata,
    _id(),
    Column("key", String(48), nullable=False, unique=True),
    Column("label", Json, nullable=False),
    Column("parent", BigId, ForeignKey("team.id")),
    Column("superior", BigId),
)
person = Table(
    "person", metadata,
    _id(),
    Column("login", String(80), nullable=False, unique=True),
    Column("name", String(120), nullable=False),
    Column("role", String(48), nullable=False),
    Column("team", BigId, ForeignKey("team.id"), index=True),
    Column("language", String(8), nullable=False, default="zh"),
    Column("timezone", String(48), nullable=False, default="Asia/Shanghai"),
    Column("phone", String(32), unique=True),
    Column("email", String(254), unique=True),
    Column("calendar", String(48)),
    Column("attributes", Json, nullable=False, default=dict),
    Column("settings", Json, nullable=False, default=dict),
    Column("active", Boolean, nullable=False, default=True),
    Column("paused", Boolean, nullable=False, default=False),
    Column("password_hash", String(200)),
    Column("session_stamp", String(32), nullable=False, default=""),
    _moment("created_at", nullable=False),
    _moment("last_seen_at"),
)
leave = Table(
    "leave", metadata,
    _id(),
    Column("person", BigId, ForeignKey("person.id"), nullable=False, index=True),
    _moment("starts_at", nullable=False),
    _moment("ends_at", nullable=False),
    Column("reason", String(200), nullable=False, default=""),
)
token = Table(
    "token", metadata,
    _id(),
    Column("person", BigId, ForeignKey("person.id"), nullable=False, index=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("label", String(120), nullable=False, default=""),
    _moment("created_at", nullable=False),
    _moment("last_used_at"),
    _moment("revoked_at"),
)
sign_in_attempt = Table(
    "sign_in_attempt", metadata,
    Column("login", String(254), primary_key=True),
    Column("failures", Integer, nullable=False),
    _moment("last_at", nullable=False),
    _moment("blocked_until"),
)

# ---------------------------------------------------------------- what happened to records
event = Table(
    "event", metadata,
    _id(), *_of_record(),
    Column("kind", String(48), nullable=False),
    _moment("at", nullable=False),
    Column("actor", BigId),
    Column("data", Json, nullable=False),
    Column("revision", Integer, nullable=False, default=0),
    Index("ix_event_form_record_id", "form", "record", "id"),
    Index("ix_event_kind_at", "kind", "at"),
)
grade = Table(
    "grade", metadata,
    _id(), *_of_record(),
    Column("scorecard", String(48), nullable=False),
    Column("score", Float, nullable=False),
    Column("band", String(48)),
    Column("urgent", Boolean, nullable=False, default=False),
    Column("fit", Float),
    Column("behaviour", Float),
    Column("rule_band", String(48)),
    Column("reasons", Json, nullable=False),
    Column("revision", Integer, nullable=False, default=0),
    _moment("at", nullable=False),
    Index("ix_grade_form_record_id", "form", "record", "id"),
)
assignment = Table(
    "assignment", metadata,
    _id(), *_of_record(),
    Column("owner", BigId, index=True),
    Column("team", BigId),
    Column("pool", String(48)),
    Column("previous_owner", BigId),
    Column("how", String(24), nullable=False),  # routed, manual, claimed, passed_on, escalated, released …
    Column("routing", String(48)),
    Column("rule", String(48)),
    Column("strategy", String(48)),
    Column("decision", Json, nullable=False),
    Column("actor", BigId),
    Column("revision", Integer, nullable=False, default=0),
    _moment("at", nullable=False),
    _moment("accept_by"),
    _moment("accepted_at"),
    _moment("refused_at"),
    Column("refusal", Text),
    Column("reason", String(48)),  # the choice beside the words of who refused or gave back
    _moment("ended_at"),
    _moment("contacted_at"),
    Column("answer_wall_seconds", BigInteger),
    Column("answer_working_seconds", BigInteger),
    Column("response_wall_seconds", BigInteger),
    Column("response_working_seconds", BigInteger),
    Column("grade", String(48)),  # the record's, when it was given
    Column("from_pool", String(48)),
    Column("batch", BigId),  # of the reassignment that it was part of
    Index("ix_assignment_form_record_id", "form", "record", "id"),
    Index("ix_assignment_owner_at", "owner", "at"),
    Index("ix_assignment_form_at", "form", "at"),
    Index("ix_assignment_batch", "batch"),
)
rotation = Table(
    "rotation", metadata,
    Column("routing", String(48), primary_key=True),
    Column("rule", String(48), primary_key=True),
    Column("person", BigId, primary_key=True),
    Column("turns", Float, nullable=False, default=0),
    _moment("last_at"),
)
stage_visit = Table(
    "stage_visit", metadata,
    _id(), *_of_record(),
    Column("pipeline", String(48), nullable=False),
    Column("stage", String(48), nullable=False),
    Column("outcome", String(24), nullable=False, default="open"),
    Column("owner", BigId),
    _moment("entered_at", nullable=False),
    _moment("due_at"),
    _moment("left_at"),
    Column("left_to", String(48)),
    Column("how", String(24), nullable=False, default="entered"),  # or advanced, skipped, parked, woken, imported …
    Column("reason", String(48)),
    Column("words", Text),
    Column("actor", BigId),
    Column("revision", Integer, nullable=False, default=0),
    *_took(),
    Index("ix_stage_visit_form_record_id", "form", "record", "id"),
    Index("ix_stage_visit_form_stage_entered_at", "form", "stage", "entered_at"),
)
task = Table(
    "task", metadata,
    _id(), *_of_record(),
    Column("visit", BigId, ForeignKey("stage_visit.id"), index=True),
    Column("pipeline", String(48)),
    Column("stage", String(48)),
    Column("task", String(48), nullable=False),
    Column("title", Json),  # for tasks that no definition describes: wake-ups, promised next steps
    Column("assignee", BigId),
    Column("must", Boolean, nullable=False, default=False),
    # open; blocked by another task, waiting for somebody else; done, skipped, rejected, closed
    Column("state", String(12), nullable=False, default="open"),
    _moment("opened_at", nullable=False),
    _moment("starts_at"),  # from when it is worth doing, where that is later than when it was opened
    _moment("due_at"),
    _moment("snoozed_until"),
    _moment("overdue_at"),
    _moment("ended_at"),
    Column("ended_by", BigId),
    Column("reason", String(48)),
    Column("words", Text),
    Column("answers", Json),
    Column("checks", Json),  # by item of the checklist: who ticked it, and when
    Column("parent", BigId, index=True),  # the task of which this one is a part or a repeat
    Column("how", String(16)),  # with its stage, or when, after, by_hand, own, repeat …
    Column("for_team", BigId),  # whose queue it lies in while nobody has it
    Column("for_role", String(48)),
    Column("why", Json),  # how whoever has it was chosen
    Column("revision", Integer, nullable=False, default=0),
    *_took(),
    Index("ix_task_form_record_state", "form", "record", "state"),
    Index("ix_task_assignee_state_due_at", "assignee", "state", "due_at"),
    Index("ix_task_ended_by_ended_at", "ended_by", "ended_at"),
    Index("ix_task_for_team_state", "for_team", "state"),
    Index("ix_task_for_role_state", "for_role", "state"),
)
notification = Table(
    "notification", metadata,
    _id(),
    Column("person", BigId, ForeignKey("person.id"), nullable=False),
    Column("kind", String(48), nullable=False),
    Column("form", String(48)),
    Column("record", BigId),
    Column("data", Json, nullable=False),
    Column("key", String(200), unique=True),
    _moment("at", nullable=False),
    _moment("read_at"),
    Index("ix_notification_person_read_at", "person", "read_at"),
)

# ---------------------------------------------------------------- time and work to do
_RUNNING = text("fired_at IS NULL AND cancelled_at IS NULL")
timer = Table(
    "timer", metadata,
    _id(), *_of_record(),
    Column("kind", String(48), nullable=False),
    Column("key", String(200), nullable=False, unique=True),
    Column("data", Json, nullable=False),
    _moment("started_at", nullable=False),
    _moment("due_at", nullable=False),
    _moment("lease_until"),
    Column("attempts", Integer, nullable=False, default=0),
    _moment("fired_at"),
    _moment("cancelled_at"),
    _moment("paused_at"),
    Column("error", Text),
    Column("person", BigId),  # on whose calendar it counts; null: the house's
    _moment("counted_from"),
    Column("within", String(48)),
    _moment("limit_at"),
    Index("ix_timer_due_at", "fired_at", "cancelled_at", "due_at"),
    Index("ix_timer_form_record", "form", "record"),
    Index("ix_timer_person", "person", "id", sqlite_where=_RUNNING, postgresql_where=_RUNNING),
)
outbox = Table(
    "outbox", metadata,
    _id(),
    Column("kind", String(48), nullable=False),
    Column("key", String(200), unique=True),
    Column("payload", Json, nullable=False),
    _moment("created_at", nullable=False),
    _moment("due_at", nullable=False),
    _moment("lease_until"),
    Column("attempts", Integer, nullable=False, default=0),
    _moment("done_at"),
    _moment("failed_at"),
    Column("error", Text),
    Index("ix_outbox_due_at", "done_at", "failed_at", "due_at"),
)
number_block = Table(
    "number_block", metadata,
    Column("form", String(48), primary_key=True),
    Column("series", String(60), primary_key=True),
    Column("next", BigInteger, nullable=False),
)
idempotency = Table(
    "idempotency", metadata,
    Column("key", String(120), primary_key=True),
    Column("actor", BigId, primary_key=True, autoincrement=False),
    Column("digest", String(64), nullable=False),
    Column("status", Integer),
    Column("body", Text),
    _moment("at", nullable=False),
)
import_run = Table(
    "import_run", metadata,
    _id(),
    Column("form", String(48), nullable=False),
    Column("file", String(300), nullable=False),
    Column("mapping", Json, nullable=False),
    Column("actor", BigId),
    Column("state", String(16), nullable=False),  # read, checking, checked, running, done, failed, undoing, undone
    Column("counts", Json, nullable=False),
    _moment("started_at", nullable=False),
    _moment("ended_at"),
    _moment("undone_at"),
    Column("header", Json),
    Column("header_key", String(64)),  # the form's imports with the same columns find their mapping again by it
    Column("lines", Integer),
    Column("problem", Json),
    Index("ix_import_run_form_header_key", "form", "header_key"),
)
import_row = Table(
    "import_row", metadata,
    Column("import_run", BigId, ForeignKey("import_run.id"), primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("state", String(12), nullable=False),  # created, updated, unchanged, refused
    Column("record", BigId),
    Column("before", Json),
    Column("problem", Json),
)
