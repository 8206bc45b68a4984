"""What retention rules will do, and did."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "retention_plan",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("subject", BIG, nullable=False),
        sa.Column("number", sa.String(80), nullable=False),
        sa.Column("rule", sa.String(48), nullable=False),
        sa.Column("do", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("why", sa.String(48)),
        sa.Column("planned_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("done_at", sa.DateTime()),
        sa.Column("actor", BIG),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_retention_plan"),
        sa.UniqueConstraint("form", "subject", "rule", name="uq_retention_plan_form_subject_rule"),
    )
    op.create_index("ix_retention_plan_state_due_at", "retention_plan", ["state", "due_at"])
    op.create_index("ix_retention_plan_form", "retention_plan", ["form", "state"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("retention_plan")
