"""Whose tasks become that of the record that stays: what its owner had to do is for the owner of both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from accounts import Work
from records import TaskRow, tasks, timers

from ..approving.asking import ASKED
from ..subject import Subject

# id, who had it, and who has it now
Given = list[int | None]


def give_to_owner(work: Work, kept: Subject, gone: Subject, live: Iterable[int]) -> list[Given]:
    """Open tasks of the other record's owner, or of nobody where it had none, go to this one's, with their limits."""
    if kept.owner == gone.owner:
        return []
    found = tasks.by_ids(work.connection, live).values()
    theirs = [row for row in found if row.state == "open" and row.assignee == gone.owner and _goes_along(row)]
    for row in theirs:
        _give(work, row, kept.owner)
    return [[row.id, row.assignee, kept.owner] for row in theirs]


def give_back(work: Work, given: Sequence[Given]) -> None:
    """Those that nobody has handed on since are whose they were."""
    found = tasks.by_ids(work.connection, [id for id, *_ in given])
    for id, before, after in given:
        if id in found and found[id].assignee == after:
            _give(work, found[id], before)


def _goes_along(row: TaskRow) -> bool:
    """What lies in a queue, or somebody in particular was asked about, does not."""
    return row.how != ASKED and row.for_team is None and row.for_role is None


def _give(work: Work, row: TaskRow, to: int | None) -> None:
    tasks.hand_to(work.connection, row.id, to)
    timers.belong_to(work.connection, f"task:{row.id}:", to, of=(row.form, row.record))
