"""New types of fields that are prepared in the background: each portion an errand of its own, until all is ready."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from accounts import Work
from records import aside, outbox, revisions, type_changes

ERRAND = "type_change"


def begin(work: Work, asked: type_changes.TypeChange) -> None:
    """Convert the values while everybody works; publishing the type takes a moment then."""
    revisions.wait_for_turn(work.connection)
    begun = type_changes.begin(work.connection, asked)
    _leave(work, begun.id, since=work.now, turn=1)


def go_on(work: Work, change: int, *, since: datetime, turn: int) -> None:
    """One portion; the next is left, unless all are done or it was given up."""
    here = type_changes.find(work.connection, change)
    if here is not None and type_changes.go_on(work.connection, here, work.now) is not None:
        _leave(work, change, since=since, turn=turn + 1)


def give_up(work: Work) -> int:
    """Forget all that is prepared; how many that was."""
    every = type_changes.every(work.connection)
    for one in every:
        type_changes.forget(work.connection, one.held_in, one.name)
    return len(every)


def empty(work: Work, table: str, columns: Sequence[str], after: int) -> int | None:
    """Empty the next records of what was filled for nothing; after which to go on, None at the end."""
    revisions.wait_for_turn(work.connection)
    return aside.empty_portion(work.connection, table, columns, after=after)


def _leave(work: Work, change: int, *, since: datetime, turn: int) -> None:
    payload = {"change": change, "since": since.isoformat(), "turn": turn}
    outbox.put(work.connection, ERRAND, payload, work.now, key=f"{ERRAND}:{change}:{payload['since']}:{turn}")
