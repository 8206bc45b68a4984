"""What happened to records."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
JSON = sa.JSON().with_variant(JSONB, "postgresql")


def upgrade() -> None:
    """Make the tables."""
    _event()
    _grade()
    _assignment()
    _rotation()
    _stage_visit()
    _task()
    _notification()


def downgrade() -> None:
    """Take them away."""
    op.drop_table("notification")
    op.drop_table("task")
    op.drop_table("stage_visit")
    op.drop_table("rotation")
    op.drop_table("assignment")
    op.drop_table("grade")
    op.drop_table("event")


def _event() -> None:
    op.create_table(
        "event",
        sa.Column("id", BIG, nullable=False),
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("record", BIG, nullable=False),
        sa.Column("kind", sa.String(48), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", BIG),
        sa.Column("data", JSON, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
    )
    op.create_index("ix_event_form_record_id", "event", ["form", "record", "id"])
    op.create_index("ix_event_kind_at", "event", ["kind", "at"])


def _grade() -> None:
    op.create_table(
        "grade",
        sa.Column("id", BIG, nullable=False),
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("record", BIG, nullable=False),
        sa.Column("scorecard", sa.String(48), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("band", sa.String(48)),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("reasons", JSON, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_grade"),
    )
    op.create_index("ix_grade_form_record_id", "grade", ["form", "record", "id"])


def _assignment() -> None:
    op.create_table(
        "assignment",
        sa.Column("id", BIG, nullable=False),
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("record", BIG, nullable=False),
        sa.Column("owner", BIG),
        sa.Column("team", BIG),
        sa.Column("pool", sa.String(48)),
        sa.Column("previous_owner", BIG),
        sa.Column("how", sa.String(24), nullable=False),
        sa.Column("routing", sa.String(48)),
        sa.Column("rule", sa.String(48)),
        sa.Column("strategy", sa.String(48)),
        sa.Column("decision", JSON, nullable=False),
        sa.Column("actor", BIG),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("accept_by", sa.DateTime()),
        sa.Column("accepted_at", sa.DateTime()),
        sa.Column("refused_at", sa.DateTime()),
        sa.Column("refusal", sa.Text()),
        sa.Column("ended_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_assignment"),
    )
    op.create_index("ix_assignment_form_record_id", "assignment", ["form", "record", "id"])
    op.create_index("ix_assignment_owner", "assignment", ["owner"])
    op.create_index("ix_assignment_owner_at", "assignment", ["owner", "at"])


def _rotation() -> None:
    op.create_table(
        "rotation",
        sa.Column("routing", sa.String(48), nullable=False),
        sa.Column("rule", sa.String(48), nullable=False),
        sa.Column("person", BIG, nullable=False),
        sa.Column("turns", sa.Float(), nullable=False),
        sa.Column("last_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("routing", "rule", "person", name="pk_rotation"),
    )


def _stage_visit() -> None:
    op.create_table(
        "stage_visit",
        sa.Column("id", BIG, nullable=False),
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("record", BIG, nullable=False),
        sa.Column("pipeline", sa.String(48), nullable=False),
        sa.Column("stage", sa.String(48), nullable=False),
        sa.Column("outcome", sa.String(24), nullable=False),
        sa.Column("owner", BIG),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime()),
        sa.Column("left_at", sa.DateTime()),
        sa.Column("left_to", sa.String(48)),
        sa.Column("how", sa.String(24), nullable=False),
        sa.Column("reason", sa.String(48)),
        sa.Column("words", sa.Text()),
        sa.Column("actor", BIG),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stage_visit"),
    )
    op.create_index("ix_stage_visit_form_record_id", "stage_visit", ["form", "record", "id"])
    op.create_index("ix_stage_visit_form_stage_entered_at", "stage_visit", ["form", "stage", "entered_at"])


def _task() -> None:
    op.create_table(
        "task",
        sa.Column("id", BIG, nullable=False),
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("record", BIG, nullable=False),
        sa.Column("visit", BIG),
        sa.Column("pipeline", sa.String(48)),
        sa.Column("stage", sa.String(48)),
        sa.Column("task", sa.String(48), nullable=False),
        sa.Column("title", JSON),
        sa.Column("assignee", BIG),
        sa.Column("must", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime()),
        sa.Column("snoozed_until", sa.DateTime()),
        sa.Column("overdue_at", sa.DateTime()),
        sa.Column("ended_at", sa.DateTime()),
        sa.Column("ended_by", BIG),
        sa.Column("reason", sa.String(48)),
        sa.Column("words", sa.Text()),
        sa.Column("answers", JSON),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_task"),
        sa.ForeignKeyConstraint(["visit"], ["stage_visit.id"], name="fk_task_visit"),
    )
    op.create_index("ix_task_assignee_state_due_at", "task", ["assignee", "state", "due_at"])
    op.create_index("ix_task_ended_by_ended_at", "task", ["ended_by", "ended_at"])
    op.create_index("ix_task_form_record_state", "task", ["form", "record", "state"])
    op.create_index("ix_task_visit", "task", ["visit"])


def _notification() -> None:
    op.create_table(
        "notification",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person", BIG, nullable=False),
        sa.Column("kind", sa.String(48), nullable=False),
        sa.Column("form", sa.String(48)),
        sa.Column("record", BIG),
        sa.Column("data", JSON, nullable=False),
        sa.Column("key", sa.String(200)),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("read_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_notification"),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_notification_person"),
        sa.UniqueConstraint("key", name="uq_notification_key"),
    )
    op.create_index("ix_notification_person_read_at", "notification", ["person", "read_at"])
