"""Duplicates: keys to find them by, pairs to look at, scans, merges."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023"
down_revision = "0022"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def _id() -> sa.Column:
    return sa.Column("id", BIG, autoincrement=True, nullable=False)


def _form() -> sa.Column:
    return sa.Column("form", sa.String(48), nullable=False)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "match_key", _id(), _form(),
        sa.Column("place", sa.String(100), nullable=False),
        sa.Column("key", sa.String(130), nullable=False),
        sa.Column("record", BIG, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_match_key"),
    )  # fmt: skip
    op.create_index("ix_match_key_form_place_key", "match_key", ["form", "place", "key", "record"])
    op.create_index("ix_match_key_form_record", "match_key", ["form", "record"])
    op.create_table(
        "duplicate_scan", _id(), _form(),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("after", BIG, nullable=False),
        sa.Column("looked", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("actor", BIG),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_duplicate_scan"),
    )  # fmt: skip
    op.create_index("ix_duplicate_scan_form", "duplicate_scan", ["form", "id"])
    op.create_table(
        "duplicate_pair", _id(), _form(),
        sa.Column("one", BIG, nullable=False),
        sa.Column("other", BIG, nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("why", JSON, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("found_at", sa.DateTime(), nullable=False),
        sa.Column("decided_at", sa.DateTime()),
        sa.Column("decided_by", BIG),
        sa.PrimaryKeyConstraint("id", name="pk_duplicate_pair"),
        sa.UniqueConstraint("form", "one", "other", name="uq_duplicate_pair_form_one_other"),
    )  # fmt: skip
    op.create_index("ix_duplicate_pair_form_state_points", "duplicate_pair", ["form", "state", "points"])
    op.create_table(
        "merge", _id(), _form(),
        sa.Column("kept", BIG, nullable=False),
        sa.Column("gone", BIG, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", BIG),
        sa.Column("before", JSON, nullable=False),
        sa.Column("undone_at", sa.DateTime()),
        sa.Column("undone_by", BIG),
        sa.PrimaryKeyConstraint("id", name="pk_merge"),
    )  # fmt: skip
    op.create_index("ix_merge_form_gone", "merge", ["form", "gone"])
    op.create_index("ix_merge_form_kept", "merge", ["form", "kept"])


def downgrade() -> None:
    """Take them away."""
    for name in ("merge", "duplicate_pair", "duplicate_scan", "match_key"):
        op.drop_table(name)
