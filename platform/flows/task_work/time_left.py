"""How much time a task has in other hands: the whole of it once, and what was left where it comes back; pure.

Passing a task to and fro buys no time. A limit that has passed stays; whoever hands on what is their own gives its
clock along; whom the rules, a pool or somebody who hands out work chose has the whole time, the first time. Whoever has
the task again goes on from the limit they had, unless it was moved since.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from records import TaskRow

NOBODY = "0"
HAD = "had"  # under this a task keeps, beside why it was given, the limits that people had


@dataclass(frozen=True)
class Limit:
    """Until when, and since when it counts."""

    due_at: datetime
    counted_from: datetime

    @classmethod
    def from_json(cls, kept: Mapping[str, str]) -> Limit:
        """As it was kept."""
        return cls(datetime.fromisoformat(kept["due"]), datetime.fromisoformat(kept["from"]))

    def as_json(self) -> dict[str, str]:
        """As it is kept."""
        return {"due": self.due_at.isoformat(), "from": self.counted_from.isoformat()}


@dataclass(frozen=True)
class TimeLeft:
    """The limit of a task in its next hands, and what is kept of it."""

    limit: Limit
    goes_on: bool
    why: dict[str, Any]


def time_left(row: TaskRow, now_has: Limit, to: int | None, *, whole: Limit, anew: bool, now: datetime) -> TimeLeft:
    """Where the clock of a task stands when it comes to somebody; `whole` is what they would have from now."""
    had = dict((row.why or {}).get(HAD, {}))
    before = had.get(_key(row.assignee))
    if before is not None and Limit.from_json(before).due_at != now_has.due_at:
        had = {}  # the limit was moved meanwhile, for whomever
    again = had.get(_key(to))
    is_late = row.assignee is not None and now_has.due_at <= now
    limit = Limit.from_json(again) if again else whole if anew and not is_late else now_has
    kept = {**had, _key(row.assignee): now_has.as_json(), _key(to): limit.as_json()}
    return TimeLeft(limit, limit == now_has, {**(row.why or {}), HAD: kept})


def _key(person: int | None) -> str:
    return str(person) if person is not None else NOBODY
