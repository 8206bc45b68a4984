"""Record tables of an installation that was made by an older version: they get the columns that engines keep now."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from .. import settings
from ..engine.schema import wait_for_turn
from .changes import plan_tables
from .columns import FormSpec, contributions
from .table_changes import apply_changes

if TYPE_CHECKING:
    from ..engine.database import Database

KEY = "columns of engines"
ADDING = ("add_column", "add_index")


def keep_up(database: Database, specs: Callable[[Connection], Iterable[FormSpec]], now: datetime) -> None:
    """Add what is missing, once for each version; `specs` tells which forms there are, and is only asked then."""
    wanted = hashlib.sha256(repr(contributions()).encode()).hexdigest()
    with database.reading() as connection:
        if settings.get(connection, KEY) == wanted:
            return
    with database.transaction() as connection:
        wait_for_turn(connection)
        if settings.get(connection, KEY) != wanted:
            missing = [change for change in plan_tables(connection, specs(connection)) if change.kind in ADDING]
            apply_changes(connection, missing, now)
            settings.put(connection, KEY, wanted)
