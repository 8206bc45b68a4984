"""Records of other forms that a demo's lives open, such as an order to hand over: worked on by their own people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from accounts import Work
from forms import table_of
from records import store

from .lives import Life, Pause, Step
from .scripts import Script, script_of

MOST = 100


class OpenedLife(Life):
    """The life of a record that came in by itself: it is only gone on with."""

    def steps(self) -> Iterator[tuple[Pause, Step]]:
        """Through its stages, to where it is to get; each takes the time that its tasks have."""
        while not self.over and not self.stays:
            self.left_to_do = 1
            while self.left_to_do:
                yield self._when_due, self._work_on
            yield self._pause(), self._advance

    def _work_on(self, work: Work) -> None:
        """Does what is due first."""
        first = min(self._due(work), key=lambda row: (row.due_at is None, row.due_at), default=None)
        if first is not None:
            self.owner = first.assignee
            self._see_to(work, first)
        self.left_to_do = len(self._due(work))


class Openings:
    """Finds what was opened since one looked last."""

    def __init__(self, scripts: Sequence[Script]) -> None:
        """A script for each form that is watched."""
        self._newest = dict.fromkeys(scripts, 0)

    def since_last(self, work: Work) -> Iterator[OpenedLife]:
        """A life for each record that came in meanwhile."""
        for script, newest in self._newest.items():
            found = store.portion_after(work.connection, table_of(work.catalog, script.form), newest, limit=MOST)
            for row in found:
                life = OpenedLife(script, row.created_at)
                life.record, life.owner = row.id, row.owner
                yield life
            self._newest[script] = max([newest, *(row.id for row in found)])


def openings(described: Mapping[str, Any], now: datetime) -> Openings:
    """As the pack's demo file describes them under `opened`; each form has a chance of its own."""
    common = {"seed": described["seed"], "said": described["said"], "values": {}, "pace": described["pace"]}
    return Openings([script_of({**common, **each}, now) for each in described.get("opened", ())])
