"""Somebody's working time is another now: whatever counts on it is reckoned again, after this transaction."""

from __future__ import annotations

from records import outbox

from .work import Work

RETIME = "retime"  # the action that flows, which stand above, perform


def hours_changed(work: Work, person: int) -> None:
    """Leave it to be done, in the transaction of the change."""
    outbox.put(work.connection, RETIME, {"people": [person]}, work.now)
