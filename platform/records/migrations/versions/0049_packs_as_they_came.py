"""Packs as they came, by the revision that brought them; nothing has been kept in this table until now."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0049"
down_revision = "0048"

JSON = sa.JSON().with_variant(JSONB, "postgresql")


def upgrade() -> None:
    """A pack has a row for each revision that installed or upgraded it."""
    op.drop_table("installed_pack")
    op.create_table(
        "installed_pack",
        sa.Column("id", sa.String(48), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(40), nullable=False),
        sa.Column("files", JSON, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", "revision", name="pk_installed_pack"),
    )


def downgrade() -> None:
    """As it was."""
    op.drop_table("installed_pack")
    op.create_table(
        "installed_pack",
        sa.Column("id", sa.String(48), nullable=False),
        sa.Column("version", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("files", JSON, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("uninstalled_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_installed_pack"),
    )
