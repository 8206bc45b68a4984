"""An approval asks its approvers as soon as it opens."""

from __future__ import annotations

from collections.abc import Sequence

from accounts import Work
from records import Event

from ..approving.asking import ask_many
from ..crew import Crew
from ..task_work.waiting import WAITERS, Opening


@WAITERS.register("approve")
def ask(work: Work, crew: Crew, openings: Sequence[Opening]) -> Sequence[Event]:
    """Everybody who has to agree gets a task of their own."""
    return ask_many(work, crew, openings)
