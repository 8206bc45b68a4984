"""Reports that people wrote for themselves; it follows whatever stands before it here."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = max(path.name[:4] for path in Path(__file__).parent.glob("[0-9]*.py") if path.name[:4] < revision)

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
