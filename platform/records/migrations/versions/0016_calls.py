"""Calls with their transcripts and points; when a mail was looked at last beside when first."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0016"
down_revision = "0015"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
JSON = sa.JSON().with_variant(JSONB, "postgresql")


def upgrade() -> None:
    """Make the tables and columns."""
    _call()
    _call_point()
    for name in ("last_opened_at", "last_clicked_at"):
        op.add_column("mail", sa.Column(name, sa.DateTime()))


def downgrade() -> None:
    """Take them away."""
    for name in ("last_clicked_at", "last_opened_at"):
        op.drop_column("mail", name)
    op.drop_table("call_point")
    op.drop_table("call")


def _call() -> None:
    op.create_table(
        "call",
        sa.Column("id", BIG, nullable=False),
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("record", sa.BigInteger(), nullable=False),
        sa.Column("script", sa.String(48), nullable=False),
        sa.Column("task", sa.BigInteger()),
        sa.Column("person", sa.BigInteger()),
        sa.Column("actor", sa.BigInteger()),
        sa.Column("key", sa.String(120)),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=False),
        sa.Column("seconds", sa.Integer()),
        sa.Column("recording", sa.Text()),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("agent_share", sa.Float()),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("turns", JSON, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_call"),
    )
    op.create_index("ix_call_form_record_id", "call", ["form", "record", "id"])
    op.create_index("ix_call_form_at", "call", ["form", "at"])
    op.create_index("uq_call_form_record_key", "call", ["form", "record", "key"], unique=True)


def _call_point() -> None:
    op.create_table(
        "call_point",
        sa.Column("id", BIG, nullable=False),
        sa.Column("call", sa.BigInteger(), nullable=False),
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("record", sa.BigInteger(), nullable=False),
        sa.Column("script", sa.String(48), nullable=False),
        sa.Column("point", sa.String(48), nullable=False),
        sa.Column("person", sa.BigInteger()),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("met", sa.Boolean(), nullable=False),
        sa.Column("forbidden", sa.Boolean(), nullable=False),
        sa.Column("must", sa.Boolean(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("reason", JSON, nullable=False),
        sa.Column("quote", sa.Text()),
        sa.Column("turn", sa.Integer()),
        sa.Column("likeness", sa.Float()),
        sa.PrimaryKeyConstraint("id", name="pk_call_point"),
        sa.ForeignKeyConstraint(["call"], ["call.id"], name="fk_call_point_call"),
    )
    op.create_index("ix_call_point_call", "call_point", ["call"])
    op.create_index("ix_call_point_form_script_point", "call_point", ["form", "script", "point"])
