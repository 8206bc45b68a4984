"""What 0039 says of each stay that was left, for those that records only passed through; of none that lasts."""

from alembic import op

revision = "0041"
down_revision = "0036"

LEFT = """
UPDATE stage_visit SET acted = id IN (
    SELECT v.id FROM stage_visit AS v JOIN task AS t ON t.form = v.form AND t.record = v.record
    WHERE v.acted IS NULL AND t.state = 'done' AND t.ended_at >= v.entered_at AND t.ended_at <= v.left_at
    UNION ALL
    SELECT v.id FROM stage_visit AS v JOIN event AS e ON e.form = v.form AND e.record = v.record
    WHERE v.acted IS NULL AND e.kind = 'contact_logged' AND e.at >= v.entered_at AND e.at <= v.left_at
) WHERE left_at IS NOT NULL AND acted IS NULL
"""
LASTS = "UPDATE stage_visit SET acted = NULL WHERE left_at IS NULL AND acted IS NOT NULL"


def upgrade() -> None:
    """Say it of all that were left, and of no other."""
    op.execute(LEFT)
    op.execute(LASTS)


def downgrade() -> None:
    """Nothing that an older version reads differently."""
