"""What automations did."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0008"
down_revision = "0007"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
JSON = sa.JSON().with_variant(JSONB, "postgresql")


def upgrade() -> None:
    """Make the tables."""
    _run()
    _step()
    op.create_table(
        "automation_pause",
        sa.Column("automation", sa.String(48), nullable=False),
        sa.Column("by", BIG),
        sa.Column("words", sa.Text()),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("automation", name="pk_automation_pause"),
    )
    op.create_table(
        "automation_clock",
        sa.Column("automation", sa.String(48), nullable=False),
        sa.Column("looked_until", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("automation", name="pk_automation_clock"),
    )


def downgrade() -> None:
    """Take them away."""
    for table in ("automation_clock", "automation_pause", "automation_step", "automation_run"):
        op.drop_table(table)


def _run() -> None:
    op.create_table(
        "automation_run",
        sa.Column("id", BIG, nullable=False),
        sa.Column("automation", sa.String(48), nullable=False),
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("record", BIG, nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("branch", sa.String(8), nullable=False),
        sa.Column("occasion", JSON, nullable=False),
        sa.Column("given", JSON),
        sa.Column("seen", JSON),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("parent", BIG),
        sa.Column("replay_of", BIG),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("reason", JSON),
        sa.Column("error", sa.Text()),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("next_at", sa.DateTime()),
        sa.Column("ended_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_automation_run"),
        sa.UniqueConstraint("key", name="uq_automation_run_key"),
    )
    name = "ix_automation_run_automation_record_started_at"
    op.create_index(name, "automation_run", ["automation", "record", "started_at"])
    op.create_index("ix_automation_run_state_started_at", "automation_run", ["state", "started_at"])
    op.create_index("ix_automation_run_form_record_id", "automation_run", ["form", "record", "id"])
    op.create_index("ix_automation_run_parent", "automation_run", ["parent"])


def _step() -> None:
    op.create_table(
        "automation_step",
        sa.Column("id", BIG, nullable=False),
        sa.Column("run", BIG, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(48), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("input", JSON, nullable=False),
        sa.Column("said", JSON),
        sa.Column("result", JSON),
        sa.Column("error", sa.Text()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_automation_step"),
        sa.ForeignKeyConstraint(["run"], ["automation_run.id"], name="fk_automation_step_run"),
        sa.UniqueConstraint("run", "place", name="uq_automation_step_run_place"),
    )
