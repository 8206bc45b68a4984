"""Tasks that wait for one another, that lie in a queue, that have parts and checklists."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0012"
down_revision = "0011"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
JSON = sa.JSON().with_variant(JSONB, "postgresql")
COLUMNS = (
    ("checks", JSON), ("parent", BIG), ("how", sa.String(16)), ("for_team", BIG), ("for_role", sa.String(48)),
    ("why", JSON),
)  # fmt: skip
INDEXES = (
    ("ix_task_parent", ["parent"]),
    ("ix_task_for_team_state", ["for_team", "state"]),
    ("ix_task_for_role_state", ["for_role", "state"]),
)


def upgrade() -> None:
    """Add the columns."""
    for name, type in COLUMNS:
        op.add_column("task", sa.Column(name, type))
    for name, columns in INDEXES:
        op.create_index(name, "task", columns)


def downgrade() -> None:
    """Take them away."""
    for name, _ in INDEXES:
        op.drop_index(name, "task")
    for name, _ in COLUMNS:
        op.drop_column("task", name)
