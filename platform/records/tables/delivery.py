"""The fixed tables of what leaves the house: messages on their way, mails to contacts, addresses that want none."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text

from ..engine.types import Json
from .base import BigId, metadata, moment, own_id

delivery = Table(
    "delivery",
    metadata,
    own_id(),
    Column("key", String(200), nullable=False, unique=True),  # sent along, so that a receiver can tell a repeat
    Column("channel", String(48), nullable=False),
    Column("about", String(16), nullable=False),  # notice, digest, mail, hook, test
    Column("person", BigId),
    Column("sender", BigId),
    Column("address", String(320)),
    Column("form", String(48)),
    Column("record", BigId),
    Column("kind", String(48), nullable=False),
    Column("text", Json, nullable=False),
    Column("state", String(12), nullable=False),  # waiting, gathered, delivered, given_up, withdrawn
    Column("why", Json),  # why it waits, or why it was given up or withdrawn: a reason in code and parameters
    Column("attempts", Integer, nullable=False, default=0),
    Column("answer", Text),
    Column("notification", BigId),
    Column("gathered_in", BigId),
    moment("created_at", nullable=False),
    moment("due_at", nullable=False),
    moment("tried_at"),
    moment("ended_at"),
    Index("ix_delivery_state_due_at", "state", "due_at"),
    Index("ix_delivery_channel_tried_at", "channel", "tried_at"),
    Index("ix_delivery_form_record", "form", "record"),
    Index("ix_delivery_person_channel_state", "person", "channel", "state"),
)
mail = Table(
    "mail",
    metadata,
    own_id(),
    Column("delivery", BigId, ForeignKey("delivery.id"), nullable=False, unique=True),
    Column("token", String(32), nullable=False, unique=True),
    Column("form", String(48), nullable=False),
    Column("record", BigId, nullable=False),
    Column("message", String(48)),
    Column("sender", BigId),
    Column("address", String(320), nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", Json, nullable=False),  # paragraphs of texts and of [words, number of the link]
    Column("links", Json, nullable=False),
    Column("options", Json, nullable=False),
    moment("at", nullable=False),
    moment("sent_at"),
    Column("opens", Integer, nullable=False, default=0),
    moment("opened_at"),
    Column("clicks", Integer, nullable=False, default=0),
    moment("clicked_at"),
    moment("last_opened_at"),
    moment("last_clicked_at"),
    moment("unsubscribed_at"),
    moment("bounced_at"),
    moment("replied_at"),
    Index("ix_mail_form_record", "form", "record"),
    Index("ix_mail_address", "address"),
)
silenced_address = Table(
    "silenced_address",
    metadata,
    Column("address", String(320), primary_key=True),
    Column("why", String(16), nullable=False),  # unsubscribed, bounced, asked
    Column("mail", BigInteger),
    moment("at", nullable=False),
)
