"""What assignments need for fair routing: why they ended, who works along, which hand-overs were one act."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0007"
down_revision = "0006"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
JSON = sa.JSON().with_variant(JSONB, "postgresql")
ADDED = {
    "reason": sa.String(48),
    "grade": sa.String(48),
    "from_pool": sa.String(48),
    "batch": BIG,
}


def upgrade() -> None:
    """Add the columns and make the tables."""
    for name, type in ADDED.items():
        op.add_column("assignment", sa.Column(name, type))
    op.create_index("ix_assignment_form_at", "assignment", ["form", "at"])
    op.create_index("ix_assignment_batch", "assignment", ["batch"])
    op.create_table(
        "collaborator",
        sa.Column("id", BIG, nullable=False),
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("record", BIG, nullable=False),
        sa.Column("person", BIG, nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by", BIG),
        sa.Column("ended_at", sa.DateTime()),
        sa.Column("ended_by", BIG),
        sa.PrimaryKeyConstraint("id", name="pk_collaborator"),
    )
    op.create_index("ix_collaborator_form_record", "collaborator", ["form", "record"])
    op.create_index("ix_collaborator_person_form", "collaborator", ["person", "form", "ended_at", "record"])
    op.create_table(
        "reassignment",
        sa.Column("id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", BIG),
        sa.Column("person", BIG),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("plan", JSON, nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime()),
        sa.Column("undone_by", BIG),
        sa.PrimaryKeyConstraint("id", name="pk_reassignment"),
    )
    op.create_index("ix_reassignment_person", "reassignment", ["person"])


def downgrade() -> None:
    """Take them away."""
    op.drop_table("reassignment")
    op.drop_table("collaborator")
    op.drop_index("ix_assignment_batch", "assignment")
    op.drop_index("ix_assignment_form_at", "assignment")
    for name in reversed(ADDED):
        op.drop_column("assignment", name)
