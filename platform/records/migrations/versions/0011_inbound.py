"""What came in from outside, kept as it came."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0011"
down_revision = "0010"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
JSON = sa.JSON().with_variant(JSONB, "postgresql")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "inbound",
        sa.Column("id", BIG, nullable=False),
        sa.Column("inlet", sa.String(48), nullable=False),
        sa.Column("key", sa.String(200)),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("content_type", sa.String(100), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("remote", sa.String(64), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("form", sa.String(48)),
        sa.Column("record", BIG),
        sa.Column("problem", JSON),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("handled_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_inbound"),
    )
    op.create_index("uq_inbound_inlet_key", "inbound", ["inlet", "key"], unique=True)
    op.create_index("ix_inbound_state_id", "inbound", ["state", "id"])
    op.create_index("ix_inbound_form_record", "inbound", ["form", "record"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("inbound")
