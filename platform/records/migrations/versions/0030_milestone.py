"""The milestones that records have reached."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
JSON = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")
HELD = sa.text("lost_at IS NULL")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "milestone",
        sa.Column("id", BIG, nullable=False),
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("record", BIG, nullable=False),
        sa.Column("pipeline", sa.String(48), nullable=False),
        sa.Column("milestone", sa.String(48), nullable=False),
        sa.Column("reached_at", sa.DateTime(), nullable=False),
        sa.Column("actor", BIG),
        sa.Column("why", JSON, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("lost_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_milestone"),
    )
    held = ["form", "record", "pipeline", "milestone"]
    op.create_index("uq_milestone_held", "milestone", held, unique=True, sqlite_where=HELD, postgresql_where=HELD)


def downgrade() -> None:
    """Take it away."""
    op.drop_table("milestone")
