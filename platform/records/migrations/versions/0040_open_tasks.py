"""An index of the tasks that are open, by when they are due."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"

COLUMNS = ["form", "due_at", "record", "stage", "assignee", "must"]
OPEN = sa.text("state = 'open'")


def upgrade() -> None:
    """Make it; open tasks are few, however many were ever done."""
    op.create_index("ix_task_open", "task", COLUMNS, sqlite_where=OPEN, postgresql_where=OPEN)


def downgrade() -> None:
    """Take it away."""
    op.drop_index("ix_task_open", "task")
