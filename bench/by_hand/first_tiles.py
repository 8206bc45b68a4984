"""The large numbers on top of the war room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from .of_rows import late_ones
from .parts import LEADS, POSTGRESQL, WON, how_many, since, week, within


def first_tiles(dialect: str, now: datetime, owners: Sequence[int] = ()) -> tuple[str, ...]:
    """What came in, by week and beside the month before, and what is late; of these people's leads, or of all."""
    if dialect != POSTGRESQL:
        return ()
    in_time = how_many("first_contact_at - created_at <= interval '4 hours'")
    pulse = (
        f"SELECT {week(dialect, 'created_at')}, created_at >= {since(now, 29)}, count(*), "
        f"{in_time}, {WON} {LEADS} AND {within('created_at', now, 60)} {_of('owner', owners)} GROUP BY 1, 2"
    )
    return pulse, f"{late_ones(now)} {_of('r.owner', owners)}"


def _of(column: str, owners: Sequence[int]) -> str:
    return f"AND {column} IN ({', '.join(map(str, owners))})" if owners else ""
