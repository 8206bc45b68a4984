"""What was done to many records in one act."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0024"
down_revision = "0023"

JSON = sa.JSON().with_variant(JSONB, "postgresql")
BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "bulk_act",
        sa.Column("id", BIG, nullable=False),
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("what", JSON, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", BIG),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime()),
        sa.Column("undone_by", BIG),
        sa.PrimaryKeyConstraint("id", name="pk_bulk_act"),
    )
    op.create_table(
        "bulk_change",
        sa.Column("act", BIG, nullable=False),
        sa.Column("record", BIG, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("before", JSON),
        sa.Column("after", JSON),
        sa.Column("why", JSON),
        sa.PrimaryKeyConstraint("act", "record", name="pk_bulk_change"),
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_table("bulk_change")
    op.drop_table("bulk_act")
