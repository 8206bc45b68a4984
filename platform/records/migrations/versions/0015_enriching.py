"""What is looked up outside: the look-ups, answers that are still good, and where values came from."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0015"
down_revision = "0014"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
JSON = sa.JSON().with_variant(JSONB, "postgresql")


def upgrade() -> None:
    """Make the tables."""
    _lookup()
    _lookup_answer()
    _origin()


def downgrade() -> None:
    """Take them away."""
    op.drop_table("origin")
    op.drop_table("lookup_answer")
    op.drop_table("lookup")


def _lookup() -> None:
    op.create_table(
        "lookup",
        sa.Column("id", BIG, nullable=False),
        sa.Column("enrichment", sa.String(48), nullable=False),
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("record", BIG, nullable=False),
        sa.Column("cause", sa.String(16), nullable=False),
        sa.Column("actor", BIG),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("why", JSON),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("answer", sa.Text()),
        sa.Column("from_cache", sa.Boolean(), nullable=False),
        sa.Column("filled", JSON),
        sa.Column("confirmed", JSON),
        sa.Column("proposed", JSON),
        sa.Column("left", JSON),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("tried_at", sa.DateTime()),
        sa.Column("ended_at", sa.DateTime()),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_lookup"),
    )
    op.create_index("ix_lookup_form_record_id", "lookup", ["form", "record", "id"])
    op.create_index("ix_lookup_enrichment_tried_at", "lookup", ["enrichment", "tried_at"])
    op.create_index("ix_lookup_state_id", "lookup", ["state", "id"])


def _lookup_answer() -> None:
    op.create_table(
        "lookup_answer",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("enrichment", sa.String(48), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_lookup_answer"),
    )
    op.create_index("ix_lookup_answer_at", "lookup_answer", ["at"])


def _origin() -> None:
    op.create_table(
        "origin",
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("record", BIG, nullable=False, autoincrement=False),
        sa.Column("field", sa.String(48), nullable=False),
        sa.Column("enrichment", sa.String(48), nullable=False),
        sa.Column("lookup", BIG, nullable=False),
        sa.Column("how", sa.String(12), nullable=False),
        sa.Column("value", JSON),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("form", "record", "field", name="pk_origin"),
    )
