"""Who of several gets a task: whoever is there and has least to do; pure, and explained."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

AWAY, PAUSED = "away", "paused"


@dataclass(frozen=True)
class Given:
    """Somebody who gets a task, or the queue it goes into, and how that came about."""

    person: int | None = None
    team: int | None = None
    role: str | None = None
    why: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_queued(self) -> bool:
        return self.person is None and (self.team is not None or self.role is not None)


def fairest(
    candidates: Sequence[int], loads: Mapping[int, int], out: Mapping[int, str], *, key: str
) -> tuple[int, dict[str, Any]]:
    """The candidate with the fewest open tasks, and why; the record's number decides between equals.

    Those who are out are passed over as long as there is anybody else.
    """
    there = [id for id in candidates if id not in out] or list(candidates)
    chosen = min(there, key=lambda id: (loads.get(id, 0), crc32(f"{key}:{id}".encode()), id))
    return chosen, {
        "candidates": [{"person": id, "open": loads.get(id, 0)} for id in there],
        "left_out": [{"person": id, "for": out[id]} for id in candidates if id not in there],
        "all_out": bool(out.keys() >= set(candidates)),
    }


def who_is_out(people: Collection[Any], away: Collection[int]) -> dict[int, str]:
    """Who would not get to it: on leave, or taking nothing new."""
    found = {person.id: PAUSED for person in people if person.paused}
    return found | {person.id: AWAY for person in people if person.id in away}
