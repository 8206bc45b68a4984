"""The jobs that are measured, one file each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from ..databases import FreshUrl
from ..figures import Figure
from ..ground import Ground, ground
from ..sizes import Sizes

NAMES = (
    "starting", "submission", "listing", "layouts", "importing", "routing", "regrading", "reporting", "firing",
    "killing", "calendars", "scanning", "pack_reports", "migrating",
)  # fmt: skip


@dataclass
class Place:
    """Where a job runs: it takes an empty installation, or one that holds many records and is made once a run."""

    fresh: FreshUrl
    folder: Path
    sizes: Sizes
    _filled: dict[int, Ground] = field(default_factory=dict)

    def empty(self) -> Ground:
        """An installation without records."""
        return ground(self.fresh(), self.folder)

    def filled(self, count: int) -> Ground:
        """An installation with this many records and their stage visits; jobs share it."""
        if count not in self._filled:
            self._filled[count] = self.empty()
            self._filled[count].fill(count, visits=True)
        return self._filled[count]


Job = Callable[[Place], Iterable[Figure]]


def job(name: str) -> Job:
    """The function that measures."""
    return import_module(f"{__name__}.{name}").measure
