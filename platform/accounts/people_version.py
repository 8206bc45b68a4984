"""Which state people, teams and leave are in: a word that every change of them replaces."""

from __future__ import annotations

import secrets

from sqlalchemy import Connection

from records import settings

KEY = "people_version"


def current(connection: Connection) -> str | None:
    """The word of the state that this transaction sees; None while nothing was changed through this package."""
    return settings.get(connection, KEY)


def moved(connection: Connection) -> None:
    """Called before each change, so that changes of people wait for one another and their words follow their order.

    The word is drawn anew: one that a transaction took back is never given again to another state.
    """
    settings.put(connection, KEY, secrets.token_hex(8))
