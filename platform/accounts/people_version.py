"""Which state people, teams and leave are in: a word that every change of them replaces."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import Connection, RootTransaction

from records import settings

KEY = "people_version"
# What a transaction has read of the people, kept with its connection.
READ = "leadwright.people"


def current(connection: Connection) -> str | None:
    """The word of the state that this transaction sees; None while nothing was changed through this package."""
    return settings.get(connection, KEY)


def moved(connection: Connection) -> None:
    """Called before each change, so that changes of people wait for one another and their words follow their order.

    The word is drawn anew: one that a transaction took back is never given again to another state.
    """
    settings.put(connection, KEY, secrets.token_hex(8))
    connection.info[READ] = (connection.get_transaction(), None)


def read_before(connection: Connection) -> Any:
    """What this transaction has read already; nothing once it has changed something itself."""
    transaction, read = connection.info.get(READ, (None, None))
    return read if transaction is not None and transaction is connection.get_transaction() else None


def remember(connection: Connection, read: Any) -> None:
    """Keep it to the end of the transaction, unless that changes people: a part of it may be taken back."""
    now: RootTransaction | None = connection.get_transaction()
    known, _ = connection.info.get(READ, (None, None))
    if now is not None and known is not now:
        connection.info[READ] = (now, read)
