"""The fixed tables of new types of fields that are prepared: how far the values are, and who has changed one since."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, String, Table, UniqueConstraint

from .base import BigId, metadata, moment, own_id

type_change = Table(
    "type_change", metadata,
    own_id(),
    Column("held_in", String(63), nullable=False),  # the table of records
    Column("name", String(63), nullable=False),
    Column("old_type", String(20), nullable=False),
    Column("new_type", String(20), nullable=False),
    Column("many", BigId, nullable=False),
    Column("indexed", Boolean, nullable=False),
    Column("converted", BigId, nullable=False),
    Column("after", BigId, nullable=False),  # the last record that was looked at
    Column("whole", Boolean, nullable=False),  # all were; what is left are those that were changed since
    moment("at", nullable=False),
    UniqueConstraint("held_in", "name"),
)  # fmt: skip
# Written by triggers of the table of records: whatever program changes a value, it is converted once more.
type_change_again = Table(
    "type_change_again", metadata,
    Column("change", BigId, primary_key=True, autoincrement=False),
    Column("subject", BigId, primary_key=True, autoincrement=False),
)  # fmt: skip
