"""Links between records of different forms."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "link",
        sa.Column("id", BIG, nullable=False),
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("record", BIG, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("name", sa.String(48), nullable=False),
        sa.Column("other_form", sa.String(48), nullable=False),
        sa.Column("other_record", BIG, nullable=False),
        sa.Column("task", BIG),
        sa.Column("found", sa.Boolean(), nullable=False),
        sa.Column("key", sa.String(160), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("actor", BIG),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_link"),
        sa.UniqueConstraint("key", name="uq_link_key"),
    )
    op.create_index("ix_link_form_record", "link", ["form", "record"])
    op.create_index("ix_link_other_form_other_record", "link", ["other_form", "other_record"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("link")
