"""What was noticed about records from outside."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004"
down_revision = "0003"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
JSON = sa.JSON().with_variant(JSONB, "postgresql")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "behaviour",
        sa.Column("id", BIG, nullable=False),
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("record", BIG, nullable=False),
        sa.Column("kind", sa.String(48), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("noticed_at", sa.DateTime(), nullable=False),
        sa.Column("source", sa.String(80)),
        sa.Column("data", JSON, nullable=False),
        sa.Column("key", sa.String(200)),
        sa.PrimaryKeyConstraint("id", name="pk_behaviour"),
    )
    op.create_index("ix_behaviour_form_record_kind_at", "behaviour", ["form", "record", "kind", "at"])
    op.create_index("uq_behaviour_form_record_key", "behaviour", ["form", "record", "key"], unique=True)
    op.create_index("ix_behaviour_form_at", "behaviour", ["form", "at"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("behaviour")
