"""Work that leaves the house: prepared in one transaction, carried in none, settled in another.

A database waits for nobody's network. Whoever dies on the way has carried it perhaps: it is carried again, under the
same key, by which the other side can tell.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from accounts import Work
from definitions import Registry

from ..outside import Outside


class Courier(Protocol):
    """Carries one kind of outbox work."""

    def prepare(self, work: Work, payload: Mapping[str, Any], *, site: str | None) -> Any | None:
        """What is to be carried, read and counted; None where nothing is left to carry."""

    def carry(self, parcel: Any, outside: Outside) -> Any:
        """To the other side and back, as far as that can be reached: what it answered."""

    def settle(self, work: Work, parcel: Any, answer: Any) -> None:
        """What follows from the answer."""


COURIERS: Registry[Courier] = Registry("couriers", "jobs.couriers")
