"""On whose calendar a timer counts, from when and how long; how long tasks, stays and answers took."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TOOK = ("wall_seconds", "working_seconds", "late_wall_seconds", "late_working_seconds")
ANSWERED = ("answer_wall_seconds", "answer_working_seconds", "response_wall_seconds", "response_working_seconds")
RUNNING = sa.text("fired_at IS NULL AND cancelled_at IS NULL")


def upgrade() -> None:
    """Add the columns; every one may be null, so that no row is touched."""
    for column in _of_timers():
        op.add_column("timer", column)
    op.create_index("ix_timer_person", "timer", ["person", "id"], sqlite_where=RUNNING, postgresql_where=RUNNING)
    op.add_column("task", sa.Column("starts_at", sa.DateTime()))
    op.add_column("assignment", sa.Column("contacted_at", sa.DateTime()))
    for table, names in (("task", TOOK), ("stage_visit", TOOK), ("assignment", ANSWERED)):
        for name in names:
            op.add_column(table, sa.Column(name, sa.BigInteger()))


def downgrade() -> None:
    """Take them away."""
    op.drop_index("ix_timer_person", "timer")
    for column in _of_timers():
        op.drop_column("timer", column.name)
    op.drop_column("task", "starts_at")
    op.drop_column("assignment", "contacted_at")
    for table, names in (("task", TOOK), ("stage_visit", TOOK), ("assignment", ANSWERED)):
        for name in names:
            op.drop_column(table, name)


def _of_timers() -> tuple[sa.Column, ...]:
    return (
        sa.Column("person", BIG),
        sa.Column("counted_from", sa.DateTime()),
        sa.Column("within", sa.String(48)),
        sa.Column("limit_at", sa.DateTime()),
    )
