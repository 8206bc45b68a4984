"""Which records are in which cadence, and what was done on the way."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0017"
down_revision = "0016"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
JSON = sa.JSON().with_variant(JSONB, "postgresql")


def upgrade() -> None:
    """Make the tables."""
    _enrolment()
    _step()


def downgrade() -> None:
    """Take them away."""
    op.drop_table("enrolment_step")
    op.drop_table("enrolment")


def _enrolment() -> None:
    op.create_table(
        "enrolment",
        sa.Column("id", BIG, nullable=False),
        sa.Column("cadence", sa.String(48), nullable=False),
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("record", BIG, nullable=False),
        sa.Column("key", sa.String(200)),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("step", sa.String(48)),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("waits_for", BIG),
        sa.Column("why", JSON, nullable=False),
        sa.Column("reason", JSON),
        sa.Column("error", sa.Text()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("entered_by", BIG),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("next_at", sa.DateTime()),
        sa.Column("paused_at", sa.DateTime()),
        sa.Column("ended_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_enrolment"),
        sa.UniqueConstraint("key", name="uq_enrolment_key"),
    )
    op.create_index("ix_enrolment_form_record_state", "enrolment", ["form", "record", "state"])
    op.create_index("ix_enrolment_cadence_state_step", "enrolment", ["cadence", "state", "step"])


def _step() -> None:
    op.create_table(
        "enrolment_step",
        sa.Column("id", BIG, nullable=False),
        sa.Column("enrolment", BIG, nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("cadence", sa.String(48), nullable=False),
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("record", BIG, nullable=False),
        sa.Column("owner", BIG),
        sa.Column("step", sa.String(48), nullable=False),
        sa.Column("action", sa.String(48), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("said", JSON),
        sa.Column("result", JSON),
        sa.Column("error", sa.Text()),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_enrolment_step"),
        sa.ForeignKeyConstraint(["enrolment"], ["enrolment.id"], name="fk_enrolment_step_enrolment"),
        sa.UniqueConstraint("enrolment", "turn", name="uq_enrolment_step_enrolment_turn"),
    )
    op.create_index("ix_enrolment_step_cadence_action_at", "enrolment_step", ["cadence", "action", "at"])
    op.create_index("ix_enrolment_step_record_action_at", "enrolment_step", ["form", "record", "action", "at"])
