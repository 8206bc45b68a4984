"""What takes long of a publish is done before it, in portions that are kept one by one, while everybody works on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from time import monotonic

from records import Database, TableChange, revisions, type_changes

from .plan import Plan

Told = Callable[[int], object]  # how many values more are converted
Watch = Callable[[TableChange], AbstractContextManager[Told]]


@contextmanager
def unwatched(_change: TableChange) -> Iterator[Told]:
    """Nobody looks how it goes on."""
    yield lambda _: None


def prepare(database: Database, made: Plan, now: datetime, watch: Watch = unwatched) -> None:
    """Convert the values of new types beforehand; whoever stops it has changed nothing that anybody sees.

    A process that is killed is followed by the next one that publishes the same, which goes on where it was.
    """
    for change in made.tables if not made.errors else ():
        if type_changes.takes_long(change):
            with watch(change) as told:
                _convert(database, type_changes.wanted(change, now), told)


def _convert(database: Database, asked: type_changes.TypeChange, told: Told) -> None:
    with database.transaction() as connection:
        revisions.wait_for_turn(connection)
        done = type_changes.begin(connection, asked).converted
    begun = monotonic()
    try:
        while done is not None:
            told(done)
            done = _portion(database, asked, asked.at + timedelta(seconds=monotonic() - begun))
    except KeyboardInterrupt:
        with database.transaction() as connection:
            type_changes.forget(connection, asked.held_in, asked.name)
        raise


def _portion(database: Database, asked: type_changes.TypeChange, now: datetime) -> int | None:
    with database.transaction() as connection:
        return type_changes.go_on(connection, asked, now)
