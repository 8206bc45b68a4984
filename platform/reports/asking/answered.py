"""A line that asks what a ready report answers, and nothing else but perhaps of which days, goes there."""

from __future__ import annotations

from dataclasses import dataclass

from ..definition import ReportDefinition
from .lexicon import AND, FILLER, IS, PERIOD, Lexicon
from .nearest import answered_by
from .scanning import scanned

BESIDE = (FILLER, AND, IS, PERIOD)


@dataclass(frozen=True)
class ReadyAnswer:
    """A report, and the days it is asked of; "" for its own."""

    report: ReportDefinition
    period: str = ""


def ready_answer(lexicon: Lexicon, line: str, ready: tuple[ReportDefinition, ...]) -> ReadyAnswer | None:
    """Where the line goes; None where it asks for more than the report says."""
    question = answered_by(ready[0], line) if ready else ""
    if not question:
        return None
    before, _, behind = line.partition(question)
    rest = [token for part in (before, behind) for token in scanned(lexicon, part)]
    if any(not token.words or token.words[0].sort not in BESIDE for token in rest):
        return None
    days = [token.words[0].id for token in rest if token.words[0].sort == PERIOD]
    if len(days) > 1 or (days and ready[0].period is None):
        return None
    return ReadyAnswer(ready[0], days[0] if days else "")
