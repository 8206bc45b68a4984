"""The fixed tables of what happened to records: events, grades, assignments, visits, tasks, notices."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text, text

from ..engine.types import Json
from .base import BigId, metadata, moment, of_record, own_id, took_columns

event = Table(
    "event",
    metadata,
    own_id(),
    *of_record(),
    Column("kind", String(48), nullable=False),
    moment("at", nullable=False),
    Column("actor", BigId),
    Column("data", Json, nullable=False),
    Column("revision", Integer, nullable=False, default=0),
    Index("ix_event_form_record_id", "form", "record", "id"),
    Index("ix_event_kind_at", "kind", "at"),
)
grade = Table(
    "grade",
    metadata,
    own_id(),
    *of_record(),
    Column("scorecard", String(48), nullable=False),
    Column("score", Float, nullable=False),
    Column("band", String(48)),
    Column("urgent", Boolean, nullable=False, default=False),
    Column("fit", Float),
    Column("behaviour", Float),
    Column("rule_band", String(48)),
    Column("reasons", Json, nullable=False),
    Column("revision", Integer, nullable=False, default=0),
    moment("at", nullable=False),
    Index("ix_grade_form_record_id", "form", "record", "id"),
)
assignment = Table(
    "assignment",
    metadata,
    own_id(),
    *of_record(),
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
    moment("at", nullable=False),
    moment("accept_by"),
    moment("accepted_at"),
    moment("refused_at"),
    Column("refusal", Text),
    Column("reason", String(48)),  # the choice beside the words of who refused or gave back
    moment("ended_at"),
    moment("contacted_at"),
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
    "rotation",
    metadata,
    Column("routing", String(48), primary_key=True),
    Column("rule", String(48), primary_key=True),
    Column("person", BigId, primary_key=True),
    Column("turns", Float, nullable=False, default=0),
    moment("last_at"),
)
stage_visit = Table(
    "stage_visit",
    metadata,
    own_id(),
    *of_record(),
    Column("pipeline", String(48), nullable=False),
    Column("stage", String(48), nullable=False),
    Column("outcome", String(24), nullable=False, default="open"),
    Column("owner", BigId),
    moment("entered_at", nullable=False),
    moment("due_at"),
    moment("left_at"),
    Column("left_to", String(48)),
    Column("acted", Boolean),  # whether somebody was talked to or a task done before it was left; null: not left yet
    Column("how", String(24), nullable=False, default="entered"),  # or advanced, skipped, parked, woken, imported …
    Column("reason", String(48)),
    Column("words", Text),
    Column("actor", BigId),
    Column("revision", Integer, nullable=False, default=0),
    *took_columns(),
    Index("ix_stage_visit_form_record_id", "form", "record", "id"),
    Index("ix_stage_visit_form_stage_entered_at", "form", "stage", "entered_at"),
)
_OPEN = text("state = 'open'")
_LATE = ("form", "due_at", "record", "stage", "assignee", "must")
task = Table(
    "task",
    metadata,
    own_id(),
    *of_record(),
    Column("visit", BigId, ForeignKey("stage_visit.id"), index=True),
    Column("pipeline", String(48)),
    Column("stage", String(48)),
    Column("task", String(48), nullable=False),
    Column("title", Json),  # for tasks that no definition describes: wake-ups, promised next steps
    Column("assignee", BigId),
    Column("must", Boolean, nullable=False, default=False),
    # open; blocked by another task, waiting for somebody else; done, skipped, missed, rejected, closed
    Column("state", String(12), nullable=False, default="open"),
    moment("opened_at", nullable=False),
    moment("starts_at"),  # from when it is worth doing, where that is later than when it was opened
    moment("due_at"),
    moment("snoozed_until"),
    moment("overdue_at"),
    moment("ended_at"),
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
    *took_columns(),
    Index("ix_task_form_record_state", "form", "record", "state"),
    Index("ix_task_assignee_state_due_at", "assignee", "state", "due_at"),
    Index("ix_task_ended_by_ended_at", "ended_by", "ended_at"),
    Index("ix_task_for_team_state", "for_team", "state"),
    Index("ix_task_for_role_state", "for_role", "state"),
    # What is late is counted without a look at everything that was ever done.
    Index("ix_task_open", *_LATE, sqlite_where=_OPEN, postgresql_where=_OPEN),
)
notification = Table(
    "notification",
    metadata,
    own_id(),
    Column("person", BigId, ForeignKey("person.id"), nullable=False),
    Column("kind", String(48), nullable=False),
    Column("form", String(48)),
    Column("record", BigId),
    Column("data", Json, nullable=False),
    Column("key", String(200), unique=True),
    moment("at", nullable=False),
    moment("read_at"),
    Index("ix_notification_person_read_at", "person", "read_at"),
)
