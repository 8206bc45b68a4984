"""Counting how many forms came lately."""

from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_idempotency_digest_at", "idempotency", ["digest", "at"])


def downgrade() -> None:
    """Take it away."""
    op.drop_index("ix_idempotency_digest_at", "idempotency")
