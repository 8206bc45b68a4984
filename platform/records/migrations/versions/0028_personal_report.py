"""Reports that people wrote for themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "personal_report",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("person", BIG, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("removed_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_personal_report"),
    )
    op.create_index("ix_personal_report_person", "personal_report", ["person"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("personal_report")
