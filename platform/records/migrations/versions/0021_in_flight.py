"""What became of records when the pipeline they were on changed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0021"
down_revision = "0020"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
JSON = sa.JSON().with_variant(JSONB, "postgresql")


def upgrade() -> None:
    """Make the tables."""
    _acts()
    _steps()


def downgrade() -> None:
    """Take them away."""
    op.drop_table("in_flight_step")
    op.drop_table("in_flight")


def _acts() -> None:
    op.create_table(
        "in_flight",
        sa.Column("id", BIG, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("from_revision", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("pipeline", sa.String(48), nullable=False),
        sa.Column("stage", sa.String(48), nullable=False),
        sa.Column("choice", sa.String(12), nullable=False),
        sa.Column("target", sa.String(48)),
        sa.Column("tasks", JSON, nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", BIG),
        sa.Column("undone_at", sa.DateTime()),
        sa.Column("undone_by", BIG),
        sa.PrimaryKeyConstraint("id", name="pk_in_flight"),
    )
    op.create_index("ix_in_flight_pipeline", "in_flight", ["pipeline"])


def _steps() -> None:
    op.create_table(
        "in_flight_step",
        sa.Column("id", BIG, nullable=False),
        sa.Column("act", BIG, nullable=False),
        sa.Column("record", BIG, nullable=False),
        sa.Column("visit", BIG, nullable=False),
        sa.Column("came_to", BIG, nullable=False),
        sa.Column("tasks", JSON, nullable=False),
        sa.Column("timers", JSON, nullable=False),
        sa.ForeignKeyConstraint(["act"], ["in_flight.id"], name="fk_in_flight_step_act"),
        sa.PrimaryKeyConstraint("id", name="pk_in_flight_step"),
    )
    op.create_index("ix_in_flight_step_act", "in_flight_step", ["act"])
