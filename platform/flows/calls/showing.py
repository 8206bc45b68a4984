"""A record's calls as people read them: the score, and each point with its reason and the words that were said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts import Work, people
from definitions import Label, Reason
from records import CallPoint, CallRow, calls

from ..subject import Subject
from .definition import CallScript


@dataclass(frozen=True)
class PointLine:
    """One point of a call."""

    id: str
    label: Label
    met: bool
    forbidden: bool
    must: bool
    weight: float
    why: Reason
    quote: str | None
    turn: int | None
    likeness: float | None


@dataclass(frozen=True)
class CallLine:
    """One call with all its points; `turns` are [speaker, text, at]."""

    id: int
    label: Label
    script: str
    at: datetime
    person: str | None
    person_id: int | None
    seconds: int | None
    score: float
    passed: bool
    agent_share: float | None
    questions: int
    recording: str | None
    points: tuple[PointLine, ...]
    turns: Sequence[list[Any]]
    revision: int

    @property
    def missed(self) -> tuple[PointLine, ...]:
        """What was not said, or should not have been."""
        return tuple(point for point in self.points if not point.met)


def calls_of(work: Work, subject: Subject, *, only: int | None = None, limit: int = 20) -> tuple[CallLine, ...]:
    """A record's calls, the newest first; whoever sees the record sees its calls."""
    rows = calls.of_record(work.connection, subject.form.id, subject.id, limit=limit, only=only)
    points = calls.points_of(work.connection, [row.id for row in rows])
    names = people.names(work.connection, [row.person for row in rows])
    return tuple(_line(work, row, points.get(row.id, ()), names.get(row.person)) for row in rows)


def _line(work: Work, row: CallRow, points: Iterable[CallPoint], person: str | None) -> CallLine:
    script: CallScript | None = work.catalog.find("call_script", row.script)
    return CallLine(
        id=row.id,
        label=script.label if script is not None else Label.of(row.script),
        script=row.script,
        at=row.at,
        person=person,
        person_id=row.person,
        seconds=row.seconds,
        score=row.score,
        passed=row.passed,
        agent_share=row.agent_share,
        questions=row.questions,
        recording=row.recording,
        points=tuple(_point(script, one) for one in points),
        turns=row.turns,
        revision=row.revision,
    )


def _point(script: CallScript | None, one: CallPoint) -> PointLine:
    known = script.point(one.point) if script is not None else None
    return PointLine(
        one.point,
        known.label if known is not None else Label.of(one.point),
        one.met,
        one.forbidden,
        one.must,
        one.weight,
        Reason.from_json(one.reason),
        one.quote,
        one.turn,
        one.likeness,
    )
