"""The line in which reports are asked for, as the list of reports, the answer and the builder show it."""

from __future__ import annotations

from dataclasses import dataclass

import reports
from accounts import Work

from .languages import language

ANSWER, BUILDER = "/reports/answer", "/reports/new"
Lines = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class AskLine:
    """What was typed, where it goes, what was understood and what not, and what could be typed instead."""

    to: str = ANSWER
    line: str = ""
    understood: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    others: Lines = ()
    unknown: tuple[reports.Unknown, ...] = ()
    cut: int = 0
    ready: Lines = ()
    examples: Lines = ()


def to_begin_with(work: Work, to: str) -> AskLine:
    """An empty line, with a few that somebody could begin with."""
    return AskLine(to, examples=tuple((each, each) for each in reports.examples(work)))


def as_read(found: reports.Asked, line: str, to: str) -> AskLine:
    """A line as it was read."""
    return AskLine(
        to=to,
        line=line,
        understood=found.understood,
        assumed=found.assumed,
        others=tuple((each.said, each.line) for each in found.others),
        unknown=found.near,
        cut=found.cut,
        ready=tuple((f"/reports/{each.id}", each.label.text(language())) for each in found.reports),
    )
