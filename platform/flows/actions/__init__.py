"""What the outbox asks to be done: one file for each action, performed once however often it is tried."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from accounts import Work
from definitions import Registry
from records import OutboxRow

Action = Callable[[Work, Mapping[str, Any], str], None]
ACTIONS: Registry[Action] = Registry("actions", "flows.actions")


def perform(work: Work, row: OutboxRow) -> None:
    """Do what an outbox row asks, in the transaction that marks it as done; `key` makes a repeat harmless."""
    action = ACTIONS.find(row.kind)
    if action is None:
        raise LookupError(f"no action is called {row.kind!r}; there are {', '.join(ACTIONS.names())}")
    action(work.as_system(), row.payload, row.key or f"outbox:{row.id}")
