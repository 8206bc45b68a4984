"""Readings of alerts, and the reviews that they open."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
JSON = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")
OPEN = sa.text("closed_at IS NULL AND alert IS NOT NULL")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "alert_clock",
        sa.Column("alert", sa.String(48), nullable=False),
        sa.Column("looked_until", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("alert", name="pk_alert_clock"),
    )
    op.create_table(
        "alert_reading",
        sa.Column("id", BIG, nullable=False),
        sa.Column("alert", sa.String(48), nullable=False),
        sa.Column("part", sa.String(200), nullable=False),
        sa.Column("key", sa.String(300), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("value", sa.Double()),
        sa.Column("shown", JSON, nullable=False),
        sa.Column("breached", sa.Boolean(), nullable=False),
        sa.Column("why", JSON, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_alert_reading"),
        sa.UniqueConstraint("key", name="uq_alert_reading_key"),
    )
    op.create_index("ix_alert_reading_alert_part_at", "alert_reading", ["alert", "part", "at"])
    _reviews()


def _reviews() -> None:
    op.create_table(
        "review",
        sa.Column("id", BIG, nullable=False),
        sa.Column("alert", sa.String(48)),
        sa.Column("part", sa.String(200), nullable=False),
        sa.Column("finding", JSON, nullable=False),
        sa.Column("why", JSON, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("owner", BIG),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("due", sa.Date()),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("opened_by", BIG),
        sa.Column("acted_at", sa.DateTime()),
        sa.Column("closed_at", sa.DateTime()),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_review"),
    )
    op.create_index(
        "uq_review_open", "review", ["alert", "part"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN
    )
    op.create_table(
        "review_event",
        sa.Column("id", BIG, nullable=False),
        sa.Column("review", BIG, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", BIG),
        sa.Column("changes", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_review_event"),
    )
    op.create_index("ix_review_event_review", "review_event", ["review"])


def downgrade() -> None:
    """Take them away."""
    for name in ("review_event", "review", "alert_reading", "alert_clock"):
        op.drop_table(name)
