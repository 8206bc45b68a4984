"""Comments on records, and who watches them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0019"
down_revision = "0018"

JSON = sa.JSON().with_variant(JSONB, "postgresql")
BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "comment",
        sa.Column("id", BIG, nullable=False),
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("record", BIG, nullable=False),
        sa.Column("person", BIG),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("mentions", JSON, nullable=False),
        sa.Column("edited_at", sa.DateTime()),
        sa.Column("deleted_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_comment"),
    )
    op.create_index("ix_comment_form_record", "comment", ["form", "record"])
    op.create_table(
        "comment_version",
        sa.Column("id", BIG, nullable=False),
        sa.Column("comment", BIG, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_comment_version"),
    )
    op.create_index("ix_comment_version_comment", "comment_version", ["comment"])
    op.create_table(
        "watcher",
        sa.Column("id", BIG, nullable=False),
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("record", BIG, nullable=False),
        sa.Column("person", BIG, nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_watcher"),
        sa.UniqueConstraint("form", "record", "person", name="uq_watcher_form_record_person"),
    )
    op.create_index("ix_watcher_person_form", "watcher", ["person", "form"])


def downgrade() -> None:
    """Take them away."""
    for name in ("watcher", "comment_version", "comment"):
        op.drop_table(name)
