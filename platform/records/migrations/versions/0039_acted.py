"""Whether anything was done in a stay before it was left."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0033"

# Read as sets: to look for each stay alone would take minutes where there are millions.
ACTED = """
UPDATE stage_visit SET acted = id IN (
    SELECT v.id FROM stage_visit AS v JOIN task AS t ON t.form = v.form AND t.record = v.record
    WHERE t.state = 'done' AND t.ended_at >= v.entered_at AND t.ended_at <= v.left_at
    UNION ALL
    SELECT v.id FROM stage_visit AS v JOIN event AS e ON e.form = v.form AND e.record = v.record
    WHERE e.kind = 'contact_logged' AND e.at >= v.entered_at AND e.at <= v.left_at
) WHERE left_at IS NOT NULL
"""


def upgrade() -> None:
    """Add it, and say it of all that were left until now."""
    op.add_column("stage_visit", sa.Column("acted", sa.Boolean()))
    op.execute(ACTED)


def downgrade() -> None:
    """Take it away."""
    op.drop_column("stage_visit", "acted")
