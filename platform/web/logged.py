"""What is said after a contact: that it is written down, which promises it settled, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request

from accounts import Work
from definitions import Label
from flows import taking_back
from records import TaskRow

from .languages import language, t
from .numbers import whole


@dataclass(frozen=True)
class Logged:
    """A sentence, and the address that takes the settled promises back, where there are any."""

    words: str
    undo: str = ""


def logged(words: str, kept: Sequence[TaskRow], *, at: str) -> Logged:
    """The sentence with the promises in it; `at` is the address of one task with `{id}` in it."""
    if not kept:
        return Logged(words)
    names = t("record.comma").join(Label.of(task.title).text(language()) for task in kept)
    also = "&".join(f"also={task.id}" for task in kept[1:])
    return Logged(t("done.settled", said=words, tasks=names), at.format(id=kept[0].id) + (f"?{also}" if also else ""))


def take_back(work: Work, id: int) -> taking_back.TaskInHand:
    """Takes back one task, and those that ended with it."""
    first = taking_back.take_back(work, id)
    for other in request.args.getlist("also", type=whole):
        taking_back.take_back(work, other)
    return first
