"""Values that publishing mapped to other choices."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0027"
down_revision = "0026"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "choice_moved",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("field", sa.String(48), nullable=False),
        sa.Column("subject", BIG, nullable=False),
        sa.Column("old", JSON, nullable=False),
        sa.Column("new", JSON, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_choice_moved"),
    )
    op.create_index("ix_choice_moved_form_field", "choice_moved", ["form", "field", "subject"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("choice_moved")
