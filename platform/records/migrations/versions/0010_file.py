"""Uploaded files."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "stored_file",
        sa.Column("id", BIG, nullable=False),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("type", sa.String(100), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("width", sa.Integer()),
        sa.Column("height", sa.Integer()),
        sa.Column("uploaded_by", BIG),
        sa.Column("uploaded_at", sa.DateTime(), nullable=False),
        sa.Column("form", sa.String(48)),
        sa.Column("field", sa.String(48)),
        sa.Column("record", BIG),
        sa.Column("dropped_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_stored_file"),
        sa.UniqueConstraint("key", name="uq_stored_file_key"),
    )
    op.create_index("ix_stored_file_form_record", "stored_file", ["form", "record"])
    op.create_index("ix_stored_file_digest", "stored_file", ["digest"])
    op.create_index("ix_stored_file_dropped_at", "stored_file", ["record", "dropped_at", "uploaded_at"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("stored_file")
