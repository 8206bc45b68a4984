"""A record's calls as a card: the score of each, and why, point by point, in the words that were said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from accounts import Work
from flows import Subject, calls

from ..due import ago
from ..languages import t

SHOWN = 5


@dataclass(frozen=True, slots=True)
class PointRow:
    """One point: what came of it, in which words, and what it counts."""

    label: str
    must: bool
    well: bool
    why: str
    quote: str
    counts: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """One turn of the transcript."""

    who: str
    words: str
    ours: bool


@dataclass(frozen=True, slots=True)
class CallCard:
    """One call: its score, whether that passes, and everything behind it."""

    label: str
    score: str
    tone: str
    passes: str
    facts: str
    points: tuple[PointRow, ...]
    spoken: tuple[Spoken, ...]
    recording: str


def call_cards(work: Work, subject: Subject) -> tuple[CallCard, ...]:
    """The newest calls; nothing where the form has no script for calls."""
    if not work.catalog.of_form("call_script", subject.form.id):
        return ()
    return tuple(_card(work, line) for line in calls.calls_of(work, subject, limit=SHOWN))


def _card(work: Work, line: calls.CallLine) -> CallCard:
    return CallCard(
        line.label.text(work.language),
        t("calls.score", score=f"{line.score:g}"),
        "good" if line.passed else "late",
        t("calls.passed") if line.passed else t("calls.failed"),
        " · ".join(_facts(line)),
        tuple(_point(work, point) for point in line.points),
        tuple(_spoken(turn) for turn in line.turns),
        line.recording or "",
    )


def _facts(line: calls.CallLine) -> Iterator[str]:
    """Who called, when, for how long, and who spoke."""
    if line.person:
        yield line.person
    yield ago(line.at)
    if line.seconds:
        yield t("calls.minutes", n=max(1, round(line.seconds / 60)))
    if line.agent_share is not None:
        yield t("calls.share", n=round(line.agent_share * 100))
    yield t("calls.questions", n=line.questions)


def _point(work: Work, point: calls.PointLine) -> PointRow:
    quote = t("calls.quoted", words=point.quote) if point.quote else ""
    why = point.why.text(work.language)
    return PointRow(
        point.label.text(work.language), point.must and not point.forbidden, point.met, why, quote, _counts(point)
    )


def _counts(point: calls.PointLine) -> str:
    if point.forbidden:
        return "" if point.met else f"−{point.weight:g}"
    return f"+{point.weight:g}" if point.met else "0"


def _spoken(turn: list[object]) -> Spoken:
    return Spoken(t(f"calls.speaker.{turn[0]}"), str(turn[1]), turn[0] == calls.AGENT)
