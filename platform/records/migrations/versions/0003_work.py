"""Time, work to do, and what comes in from outside."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003"
down_revision = "0002"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
JSON = sa.JSON().with_variant(JSONB, "postgresql")


def upgrade() -> None:
    """Make the tables."""
    _timer()
    _outbox()
    _number_block()
    _idempotency()
    _import_run()
    _import_row()


def downgrade() -> None:
    """Take them away."""
    op.drop_table("import_row")
    op.drop_table("import_run")
    op.drop_table("idempotency")
    op.drop_table("number_block")
    op.drop_table("outbox")
    op.drop_table("timer")


def _timer() -> None:
    op.create_table(
        "timer",
        sa.Column("id", BIG, nullable=False),
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("record", BIG, nullable=False),
        sa.Column("kind", sa.String(48), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("data", JSON, nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("lease_until", sa.DateTime()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("fired_at", sa.DateTime()),
        sa.Column("cancelled_at", sa.DateTime()),
        sa.Column("paused_at", sa.DateTime()),
        sa.Column("error", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_timer"),
        sa.UniqueConstraint("key", name="uq_timer_key"),
    )
    op.create_index("ix_timer_due_at", "timer", ["fired_at", "cancelled_at", "due_at"])
    op.create_index("ix_timer_form_record", "timer", ["form", "record"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", BIG, nullable=False),
        sa.Column("kind", sa.String(48), nullable=False),
        sa.Column("key", sa.String(200)),
        sa.Column("payload", JSON, nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("lease_until", sa.DateTime()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime()),
        sa.Column("failed_at", sa.DateTime()),
        sa.Column("error", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
    )
    op.create_index("ix_outbox_due_at", "outbox", ["done_at", "failed_at", "due_at"])


def _number_block() -> None:
    op.create_table(
        "number_block",
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("series", sa.String(60), nullable=False),
        sa.Column("next", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("form", "series", name="pk_number_block"),
    )


def _idempotency() -> None:
    op.create_table(
        "idempotency",
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("actor", BIG, nullable=False, autoincrement=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("body", sa.Text()),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", "actor", name="pk_idempotency"),
    )


def _import_run() -> None:
    op.create_table(
        "import_run",
        sa.Column("id", BIG, nullable=False),
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("file", sa.String(300), nullable=False),
        sa.Column("mapping", JSON, nullable=False),
        sa.Column("actor", BIG),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("counts", JSON, nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime()),
        sa.Column("undone_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_import_run"),
    )


def _import_row() -> None:
    op.create_table(
        "import_row",
        sa.Column("import_run", BIG, nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("record", BIG),
        sa.Column("before", JSON),
        sa.Column("problem", JSON),
        sa.PrimaryKeyConstraint("import_run", "line", name="pk_import_row"),
        sa.ForeignKeyConstraint(["import_run"], ["import_run.id"], name="fk_import_row_import_run"),
    )
