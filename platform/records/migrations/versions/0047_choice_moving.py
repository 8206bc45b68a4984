"""Fields whose values are on their way to other choices: lists and reports answer by these meanwhile."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "choice_moving",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("field", sa.String(48), nullable=False),
        sa.Column("way", sa.String(8), nullable=False),
        sa.Column("many", BIG, nullable=False),
        sa.Column("moved", BIG, nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_choice_moving"),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("choice_moving")
