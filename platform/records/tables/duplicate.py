"""The fixed tables of duplicates: keys to find them by, pairs to look at, scans, and merges that can be undone."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, UniqueConstraint

from ..engine.types import Json, UtcDateTime
from .base import BigId, metadata

match_key = Table(
    "match_key", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("form", String(48), nullable=False),
    Column("place", String(100), nullable=False),  # a rule, or a rule and its field
    Column("key", String(130), nullable=False),
    Column("record", BigId, nullable=False),
    Index("ix_match_key_form_place_key", "form", "place", "key", "record"),
    Index("ix_match_key_form_record", "form", "record"),
)  # fmt: skip
duplicate_scan = Table(
    "duplicate_scan", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("form", String(48), nullable=False),
    Column("state", String(16), nullable=False),  # keys, pairs, done
    Column("after", BigId, nullable=False),  # the last record that was looked at
    Column("looked", Integer, nullable=False),
    Column("found", Integer, nullable=False),
    Column("actor", BigId),
    Column("started_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Index("ix_duplicate_scan_form", "form", "id"),
)  # fmt: skip
duplicate_pair = Table(
    "duplicate_pair", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("form", String(48), nullable=False),
    Column("one", BigId, nullable=False),  # the older one
    Column("other", BigId, nullable=False),
    Column("points", Integer, nullable=False),
    Column("why", Json, nullable=False),
    Column("state", String(16), nullable=False),  # open, merged, different
    Column("found_at", UtcDateTime, nullable=False),
    Column("decided_at", UtcDateTime),
    Column("decided_by", BigId),
    UniqueConstraint("form", "one", "other"),
    Index("ix_duplicate_pair_form_state_points", "form", "state", "points"),
)  # fmt: skip
merge = Table(
    "merge", metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("form", String(48), nullable=False),
    Column("kept", BigId, nullable=False),
    Column("gone", BigId, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", BigId),
    Column("before", Json, nullable=False),  # what stood in both, and which rows moved
    Column("undone_at", UtcDateTime),
    Column("undone_by", BigId),
    Index("ix_merge_form_gone", "form", "gone"),
    Index("ix_merge_form_kept", "form", "kept"),
)  # fmt: skip
