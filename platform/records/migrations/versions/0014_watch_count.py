"""How much stood still at the hours that have passed."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "watch_count",
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("watch", sa.String(24), nullable=False),
        sa.Column("team", BIG, nullable=False, autoincrement=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("at", "form", "watch", "team", name="pk_watch_count"),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("watch_count")
