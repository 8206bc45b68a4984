"""A no that takes a record elsewhere: to a stage, or to the one before."""

from __future__ import annotations

from accounts import Work
from records import visits

from ..pipelines import BACK
from ..subject import Subject, again
from ..task_work.in_hand import TaskInHand
from .progress import Manner, move_to


def send_back(work: Work, task: TaskInHand, to: str | None, words: str | None) -> None:
    """Where the definition of what failed says so; a record that stands there already stays."""
    if to is None:
        return
    subject = again(work, task.subject)
    name = _before(work, subject) if to == BACK else to
    target = subject.pipeline.stage(name) if name else None
    if target is None or target.id == subject.row.stage:
        return
    data = {"task": task.row.task, "label": task.label.as_written()}
    move_to(work, subject, subject.pipeline, target, Manner("rejected", reason=task.row.task, words=words, data=data))


def _before(work: Work, subject: Subject) -> str | None:
    stays = visits.of_record(work.connection, subject.form.id, subject.id)
    before = [stay.stage for stay in stays if stay.outcome == "open" and stay.stage != subject.row.stage]
    return next((name for name in reversed(before) if subject.pipeline.stage(name)), None)
