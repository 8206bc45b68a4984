"""Reports and dashboards that somebody gets by and by."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0025"
down_revision = "0024"

JSON = sa.JSON().with_variant(JSONB, "postgresql")
BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "subscription",
        sa.Column("id", BIG, nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("target", sa.String(48), nullable=False),
        sa.Column("params", JSON, nullable=False),
        sa.Column("channel", sa.String(48), nullable=False),
        sa.Column("every", sa.String(8), nullable=False),
        sa.Column("days", JSON, nullable=False),
        sa.Column("at", sa.String(5), nullable=False),
        sa.Column("person", BIG),
        sa.Column("role", sa.String(48)),
        sa.Column("left_by", JSON, nullable=False),
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("made_by", BIG),
        sa.Column("trouble", sa.Text()),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("next_at", sa.DateTime()),
        sa.Column("last_at", sa.DateTime()),
        sa.Column("removed_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_subscription"),
        sa.UniqueConstraint("token", name="uq_subscription_token"),
    )
    op.create_index("ix_subscription_person", "subscription", ["person"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("subscription")
