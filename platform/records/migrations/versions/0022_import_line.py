"""Lines of files that are imported from a page, and what such an import remembers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0021"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Make the table, and the columns."""
    op.add_column("import_run", sa.Column("header", JSON))
    op.add_column("import_run", sa.Column("header_key", sa.String(64)))
    op.add_column("import_run", sa.Column("lines", sa.Integer()))
    op.add_column("import_run", sa.Column("problem", JSON))
    op.create_index("ix_import_run_form_header_key", "import_run", ["form", "header_key"])
    op.create_table(
        "import_line",
        sa.Column("import_run", BIG, nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("cells", JSON, nullable=False),
        sa.Column("foreseen", sa.String(12)),
        sa.Column("key", sa.String(300)),
        sa.Column("problem", JSON),
        sa.PrimaryKeyConstraint("import_run", "line", name="pk_import_line"),
        sa.ForeignKeyConstraint(["import_run"], ["import_run.id"], name="fk_import_line_import_run_import_run"),
    )
    op.create_index("ix_import_line_key", "import_line", ["import_run", "key"])


def downgrade() -> None:
    """Take them away."""
    op.drop_table("import_line")
    op.drop_index("ix_import_run_form_header_key", "import_run")
    for name in ("header", "header_key", "lines", "problem"):
        op.drop_column("import_run", name)
