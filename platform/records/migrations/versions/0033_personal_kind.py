"""What people write for themselves may be a dashboard, too."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    """Say of each what it is; until now all of them are reports."""
    op.add_column("personal_report", sa.Column("kind", sa.String(16), nullable=False, server_default="report"))


def downgrade() -> None:
    """Take it away."""
    op.drop_column("personal_report", "kind")
