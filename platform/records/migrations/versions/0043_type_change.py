"""New types of fields whose values are converted before they take effect."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0041"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "type_change",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("held_in", sa.String(63), nullable=False),
        sa.Column("name", sa.String(63), nullable=False),
        sa.Column("old_type", sa.String(20), nullable=False),
        sa.Column("new_type", sa.String(20), nullable=False),
        sa.Column("many", BIG, nullable=False),
        sa.Column("indexed", sa.Boolean(), nullable=False),
        sa.Column("converted", BIG, nullable=False),
        sa.Column("after", BIG, nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_type_change"),
        sa.UniqueConstraint("held_in", "name", name="uq_type_change_held_in_name"),
    )
    op.create_table(
        "type_change_again",
        sa.Column("change", BIG, autoincrement=False, nullable=False),
        sa.Column("subject", BIG, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("change", "subject", name="pk_type_change_again"),
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_table("type_change_again")
    op.drop_table("type_change")
