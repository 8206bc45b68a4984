"""A task that others do in a record of their own opens that record."""

from __future__ import annotations

from collections.abc import Sequence

from accounts import Work
from records import Event

from ..crew import Crew
from ..linking.opening import open_many
from ..task_work.waiting import WAITERS, Opening


@WAITERS.register("opens")
def open_records(work: Work, crew: Crew, openings: Sequence[Opening]) -> Sequence[Event]:
    """One for each task."""
    return open_many(work, openings)
