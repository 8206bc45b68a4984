"""The table of what was noticed about records from outside: pages viewed, papers downloaded, mails opened."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, String, Table, text

from ..engine.types import Json, UtcDateTime
from .base import BigId, metadata

behaviour = Table(
    "behaviour", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("form", String(48), nullable=False),
    Column("record", BigId, nullable=False),
    Column("kind", String(48), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    # The same in microseconds since 1970: what has faded is reckoned from it, and text would be slow to count with.
    Column("moment", BigInteger, nullable=False, server_default=text("0")),
    Column("noticed_at", UtcDateTime, nullable=False),
    Column("source", String(80)),
    Column("data", Json, nullable=False),
    Column("key", String(200)),
    # What rules ask (how often, when last) is answered from this index alone.
    Index("ix_behaviour_form_record_kind_at", "form", "record", "kind", "at"),
    Index("uq_behaviour_form_record_key", "form", "record", "key", unique=True),
    Index("ix_behaviour_form_at", "form", "at"),
)  # fmt: skip
