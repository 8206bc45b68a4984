"""Reports that are asked in the background."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0032"
down_revision = "0031"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
JSON = sa.JSON().with_variant(JSONB, "postgresql")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "report_run",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("report", sa.String(60), nullable=False),
        sa.Column("label", JSON, nullable=False),
        sa.Column("person", BIG, nullable=False),
        sa.Column("params", JSON, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("began_at", sa.DateTime()),
        sa.Column("ended_at", sa.DateTime()),
        sa.Column("cancelled_at", sa.DateTime()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer()),
        sa.Column("trouble", JSON),
        sa.Column("statement", sa.String(64)),
        sa.Column("answer", JSON),
        sa.PrimaryKeyConstraint("id", name="pk_report_run"),
    )
    op.create_index("ix_report_run_person", "report_run", ["person", "id"])
    op.create_index("ix_report_run_report", "report_run", ["report", "state"])
    op.create_index("ix_report_run_ended", "report_run", ["ended_at"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("report_run")
