"""Times for which somebody stopped the clocks of a record."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
LASTS = sa.text("ended_at IS NULL")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "clock_pause",
        sa.Column("id", BIG, nullable=False),
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("record", BIG, nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=False),
        sa.Column("began_by", BIG),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime()),
        sa.Column("ended_at", sa.DateTime()),
        sa.Column("ended_by", BIG),
        sa.PrimaryKeyConstraint("id", name="pk_clock_pause"),
    )
    of_record = ["form", "record"]
    op.create_index(
        "uq_clock_pause_lasts", "clock_pause", of_record, unique=True, sqlite_where=LASTS, postgresql_where=LASTS
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("clock_pause")
