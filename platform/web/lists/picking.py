"""Which records are meant: those that were ticked, or all that the list in the address finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from accounts import Work
from flows import bulk, look_many
from forms import ListQuery, matching_ids

from ..numbers import whole

SHOWN = 8


@dataclass(frozen=True)
class Picked:
    """Records, and what a form carries along to mean the same again."""

    ids: tuple[int, ...]
    everything: bool
    hidden: tuple[tuple[str, str], ...]
    names: tuple[str, ...]
    more: int

    @property
    def n(self) -> int:
        """How many."""
        return len(self.ids)


def picked(work: Work, query: ListQuery, values: Any) -> Picked:
    """What was ticked, as far as one may see it."""
    everything = bool(values.get("all"))
    if everything:
        ids = matching_ids(work, query, limit=bulk.MOST)
        first: Mapping[int, Any] = look_many(work, query.form, ids[:SHOWN])
        hidden: tuple[tuple[str, str], ...] = (("all", "1"),)
    else:
        written = dict.fromkeys(values.getlist("pick", type=whole))
        first = look_many(work, query.form, list(written)[: bulk.MOST])
        ids = tuple(first)
        hidden = tuple(("pick", str(id)) for id in ids)
    names = tuple(subject.title for subject in list(first.values())[:SHOWN])
    return Picked(tuple(ids), everything, hidden, names, max(0, len(ids) - SHOWN))
