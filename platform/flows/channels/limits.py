"""How much goes by a channel in an hour or a day; what is over the limit waits for its turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

WINDOWS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1)}
_AMOUNTS = {unit: {"type": "integer", "minimum": 1, "maximum": 1_000_000} for unit in WINDOWS}
LIMITS_SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        **_AMOUNTS,
        "person": {
            "type": "object",
            "additionalProperties": False,
            "properties": _AMOUNTS,
            "description": "How much of it in one person's name",
        },
    },
    "description": "How many at most in a minute, an hour, a day; what is over waits",
}


@dataclass(frozen=True)
class Limits:
    """At most so many in each window: in all, and in one person's name."""

    house: tuple[tuple[str, int], ...] = ()
    person: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Turn:
    """The moment at which a message may go, and which limit makes it wait until then."""

    at: datetime
    window: str
    most: int
    of_person: bool


# (n, since) -> when the n-th newest message went, if it went after `since`
Newest = Callable[[int, datetime], datetime | None]


def read_limits(written: Mapping[str, Any]) -> Limits:
    """The limits as they are written."""
    return Limits(_amounts(written), _amounts(written.get("person", {})))


def next_turn(
    amounts: tuple[tuple[str, int], ...], newest: Newest, now: datetime, *, waiting: int = 0, of_person: bool = False
) -> Turn | None:
    """When the next message may go, if not now: once the oldest of a full window has left it.

    `waiting` are those that wait already; each full window of them puts the turn off by one more window.
    """
    turns = []
    for window, most in amounts:
        length = WINDOWS[window]
        oldest = newest(most, now - length)
        if oldest is not None:
            turns.append(Turn(oldest + length * (1 + waiting // most), window, most, of_person))
    return max(turns, key=lambda turn: turn.at, default=None)


def _amounts(written: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    return tuple((window, written[window]) for window in WINDOWS if window in written)
