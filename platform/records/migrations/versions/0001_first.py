"""The fixed tables as they were first."""

from alembic import op

from records.tables import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every fixed table."""
    metadata.create_all(op.get_bind())


def downgrade() -> None:
    """There is nothing before the first version."""
    raise NotImplementedError("the first version has nothing to go back to")
