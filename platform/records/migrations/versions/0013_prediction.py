"""What was learnt from how records ended, and what it says of those that go on."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0013"
down_revision = "0012"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
JSON = sa.JSON().with_variant(JSONB, "postgresql")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "prediction_model",
        sa.Column("id", BIG, nullable=False),
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("numbers", JSON, nullable=False),
        sa.Column("model", JSON),
        sa.PrimaryKeyConstraint("id", name="pk_prediction_model"),
    )
    op.create_index("ix_prediction_model_form", "prediction_model", ["form"])
    op.create_table(
        "prediction",
        sa.Column("id", BIG, nullable=False),
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("record", BIG, nullable=False),
        sa.Column("model", BIG, nullable=False),
        sa.Column("chance", sa.Float(), nullable=False),
        sa.Column("before", sa.Float()),
        sa.Column("reasons", JSON, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_prediction"),
        sa.ForeignKeyConstraint(["model"], ["prediction_model.id"], name="fk_prediction_model"),
    )
    op.create_index("ix_prediction_form_record_id", "prediction", ["form", "record", "id"])


def downgrade() -> None:
    """Take them away."""
    op.drop_table("prediction")
    op.drop_table("prediction_model")
