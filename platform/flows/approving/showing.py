"""An approval as it lies before people: what is asked, who has answered what, and whether the reader is waited for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from definitions import Reason
from records import TaskRow

from ..pipelines import Approval
from .asking import ASKED, parts_now


@dataclass(frozen=True)
class Voice:
    """One person's part."""

    task: int
    person: int | None
    name: str
    state: str
    words: str | None = None
    at: datetime | None = None
    due_at: datetime | None = None
    delegated_by: str = ""


@dataclass(frozen=True)
class Asking:
    """The whole of an approval."""

    state: str
    need: int
    voices: tuple[Voice, ...]
    why: Reason | None = None
    shows: tuple[str, ...] = ()
    may_delegate: bool = True

    @property
    def waited_for(self) -> tuple[Voice, ...]:
        """Who has not answered yet."""
        return tuple(voice for voice in self.voices if voice.state == "open")

    def voice_of(self, person: int | None) -> Voice | None:
        """The open part of somebody."""
        return next((voice for voice in self.waited_for if voice.person == person), None)


def asking_of(row: TaskRow, rows: Sequence[TaskRow], names: Mapping[int, str], approval: Approval) -> Asking:
    """The approval of one task, from all tasks of its record."""
    why = row.why or {}
    parts = parts_now(row, rows)
    tier = next((tier for tier in approval.tiers if tier.id == why.get("tier")), None)
    reason = None
    if why.get("not_needed"):
        reason = Reason("approving.why.not_needed")
    elif why.get("rule"):
        reason = Reason("approving.why.rule", {"rule": why["rule"], "tier": tier.label if tier else why.get("tier")})
    return Asking(
        state=row.state,
        need=why.get("need", 0),
        voices=tuple(_voice(part, names) for part in parts),
        why=reason,
        shows=approval.shows,
        may_delegate=approval.may_delegate,
    )


def _voice(part: TaskRow, names: Mapping[int, str]) -> Voice:
    by = (part.why or {}).get("delegated_by")
    return Voice(
        part.id, part.assignee, names.get(part.assignee, "–"), part.state, part.words, part.ended_at, part.due_at,
        names.get(by, "") if by else "",
    )  # fmt: skip


def is_voice(row: TaskRow) -> bool:
    """Whether a row is somebody's part, and no task of its own."""
    return row.how == ASKED and row.parent is not None
