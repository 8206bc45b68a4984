"""What people have typed into forms and not sent yet."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0036"
down_revision = "0040"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
JSON = sa.JSON().with_variant(JSONB, "postgresql")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "form_draft",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("person", BIG, nullable=False),
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("record", BIG),
        sa.Column("place", sa.String(64), nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_form_draft"),
        sa.UniqueConstraint("person", "place", name="uq_form_draft_person_place"),
    )
    op.create_index("ix_form_draft_form_record", "form_draft", ["form", "record"])
    op.create_index("ix_form_draft_at", "form_draft", ["at"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("form_draft")
