"""What the outbox sends somebody to do: one file for each errand, done once however often it is tried."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from accounts import Work
from definitions import Registry
from records import OutboxRow

Errand = Callable[[Work, Mapping[str, Any], str], None]
ERRANDS: Registry[Errand] = Registry("errands", "flows.errands")


def perform(work: Work, row: OutboxRow) -> None:
    """Do what an outbox row asks, in the transaction that marks it as done; `key` makes a repeat harmless."""
    errand = ERRANDS.find(row.kind)
    if errand is None:
        raise LookupError(f"no errand is called {row.kind!r}; there are {', '.join(ERRANDS.names())}")
    errand(work.as_system(), row.payload, row.key or f"outbox:{row.id}")
