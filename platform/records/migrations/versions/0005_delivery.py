"""What leaves the house: messages on their way, mails to contacts, addresses that want none."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0005"
down_revision = "0004"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
JSON = sa.JSON().with_variant(JSONB, "postgresql")


def upgrade() -> None:
    """Make the tables."""
    _delivery()
    _mail()
    _silenced_address()


def downgrade() -> None:
    """Take them away."""
    op.drop_table("silenced_address")
    op.drop_table("mail")
    op.drop_table("delivery")


def _delivery() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", BIG, nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("channel", sa.String(48), nullable=False),
        sa.Column("about", sa.String(16), nullable=False),
        sa.Column("person", BIG),
        sa.Column("sender", BIG),
        sa.Column("address", sa.String(320)),
        sa.Column("form", sa.String(48)),
        sa.Column("record", BIG),
        sa.Column("kind", sa.String(48), nullable=False),
        sa.Column("text", JSON, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("why", JSON),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text()),
        sa.Column("notification", BIG),
        sa.Column("gathered_in", BIG),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("tried_at", sa.DateTime()),
        sa.Column("ended_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.UniqueConstraint("key", name="uq_delivery_key"),
    )
    op.create_index("ix_delivery_state_due_at", "delivery", ["state", "due_at"])
    op.create_index("ix_delivery_channel_tried_at", "delivery", ["channel", "tried_at"])
    op.create_index("ix_delivery_form_record", "delivery", ["form", "record"])
    op.create_index("ix_delivery_person_channel_state", "delivery", ["person", "channel", "state"])


def _mail() -> None:
    op.create_table(
        "mail",
        sa.Column("id", BIG, nullable=False),
        sa.Column("delivery", BIG, nullable=False),
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("record", BIG, nullable=False),
        sa.Column("message", sa.String(48)),
        sa.Column("sender", BIG),
        sa.Column("address", sa.String(320), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.Column("links", JSON, nullable=False),
        sa.Column("options", JSON, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("sent_at", sa.DateTime()),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime()),
        sa.Column("clicks", sa.Integer(), nullable=False),
        sa.Column("clicked_at", sa.DateTime()),
        sa.Column("unsubscribed_at", sa.DateTime()),
        sa.Column("bounced_at", sa.DateTime()),
        sa.Column("replied_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_mail"),
        sa.ForeignKeyConstraint(["delivery"], ["delivery.id"], name="fk_mail_delivery"),
        sa.UniqueConstraint("delivery", name="uq_mail_delivery"),
        sa.UniqueConstraint("token", name="uq_mail_token"),
    )
    op.create_index("ix_mail_form_record", "mail", ["form", "record"])
    op.create_index("ix_mail_address", "mail", ["address"])


def _silenced_address() -> None:
    op.create_table(
        "silenced_address",
        sa.Column("address", sa.String(320), nullable=False),
        sa.Column("why", sa.String(16), nullable=False),
        sa.Column("mail", sa.BigInteger()),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("address", name="pk_silenced_address"),
    )
