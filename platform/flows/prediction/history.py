"""Records as they were at a moment of their lives: what was edited later is undone, and nothing later is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zlib import crc32

from sqlalchemy import Row, select

from accounts import Work
from forms import record_values, scope_of, table_of
from records import behaviours, events, visits

from ..noticed import Moments
from ..stored import restored
from .features import RECENT_DAYS, Snapshot

WON, LOST = "won", "lost"
MOST, PORTION = 20_000, 500


@dataclass(frozen=True)
class Ended:
    """A record at some moment before its end, and how it ended."""

    snapshot: Snapshot
    won: bool


def ended(work: Work, form: str) -> list[Ended]:
    """The records that were won or lost, the latest of them, each at a moment somewhere in its life."""
    table = table_of(work.catalog, form)
    closed = table.c.outcome.in_((WON, LOST)), table.c.closed_at.is_not(None), table.c.trashed_at.is_(None)
    query = select(table).where(*closed).order_by(table.c.closed_at.desc()).limit(MOST)
    rows = work.connection.execute(query).all()
    found: list[Ended] = []
    for start in range(0, len(rows), PORTION):
        part = rows[start : start + PORTION]
        moments = {row.id: _moment_of(row) for row in part}
        shots = snapshots(work, form, part, moments)
        found += [Ended(shot, row.outcome == WON) for row, shot in zip(part, shots, strict=True)]
    return found


def snapshots(work: Work, form: str, rows: Sequence[Row], at: Mapping[int, datetime]) -> Iterator[Snapshot]:
    """These records as they were at these moments."""
    ids = [row.id for row in rows]
    edits = events.of_many(work.connection, form, ids, kind="edited")
    stays = visits.of_many(work.connection, form, ids)
    trails = behaviours.moments_of(work.connection, form, ids)
    scope, noticed = scope_of(work.catalog, form), bool(work.catalog.of_form("trail", form))
    for row in rows:
        moment = at[row.id]
        before = restored(_undone(edits.get(row.id, ()), moment), scope)
        stage = next((stay.stage for stay in reversed(stays.get(row.id, ())) if stay.entered_at <= moment), None)
        yield Snapshot(
            record=row.id,
            values={**record_values(row), **before},
            age_days=max(0.0, (moment - row.created_at).total_seconds() / 86400),
            stage=stage,
            done=_lately(trails.get(row.id, {}), moment),
            noticed=noticed,
        )


def _moment_of(row: Row) -> datetime:
    """Somewhere between a sixth and five sixths of its life; the same each time."""
    share = (1 + 4 * (crc32(str(row.id).encode()) % 1000) / 1000) / 6
    return row.created_at + (row.closed_at - row.created_at) * share


def _undone(edits: Sequence[Any], moment: datetime) -> dict[str, Any]:
    """What the fields held before everything that was edited later; the earliest such edit has it."""
    before: dict[str, Any] = {}
    for edit in edits:
        if edit.at > moment:
            for name, (was, _) in (edit.data.get("changes") or {}).items():
                before.setdefault(name, was)
    return before


def _lately(trail: Moments, moment: datetime) -> dict[str, int]:
    since = moment - timedelta(days=RECENT_DAYS)
    return {kind: sum(since < at <= moment for at in moments) for kind, moments in trail.items()}
