"""Telling somebody that they have a task now, where it was not theirs to expect."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from accounts import Work
from definitions import Label
from records import TaskRow

from ..sending.notices import Notice, tell_grouped


def tell_given(work: Work, given: Iterable[tuple[int, TaskRow, Label]], words: str = "") -> None:
    """A notice for each task that somebody got who was chosen for it; whoever acts knows already."""
    notices = [
        given_notice(work, id, row, label, words)
        for id, row, label in given
        if row.assignee is not None and row.assignee != work.actor.person_id
    ]
    if notices:
        tell_grouped(work, notices, cause=f"tasks:{work.now.isoformat()}")


def given_notice(work: Work, id: int, row: TaskRow, label: Label, words: str = "") -> Notice:
    """What it is, about which record, until when."""
    params: dict[str, Any] = {"task": label.as_written(), "person": work.actor.name, "words": words}
    key = f"task_given:{id}:{row.assignee}:{int(work.now.timestamp())}"
    return Notice(row.assignee, "task_given", row.form, row.record, key=key, until=row.due_at, params=params)


def was_chosen(row: TaskRow) -> bool:
    """Whether somebody was picked out of several for a task."""
    return row.assignee is not None and bool(row.why)
