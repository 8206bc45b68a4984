"""A typed line read from the left, always the longest word that is known; the values of a report come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from accounts import Work, allowed, people
from definitions import say

from ..answers.answering import reports_for
from ..definition import ReportDefinition
from ..entities import RECORDS
from .gathering import Gathering
from .lexicon import Lexicon, folded
from .nearest import Unknown, nearest, reports_called
from .report import AskedReport
from .scanning import scanned

LONGEST = 200
ENDS, CHINESE = ("won", "lost"), "zh"


@dataclass(frozen=True)
class Asked:
    """What a line asks for: a report's values, the words that were understood, those that were not and what is near."""

    data: dict[str, Any]
    understood: tuple[str, ...]
    unknown: tuple[str, ...]
    near: tuple[Unknown, ...] = ()
    pieces: int = 0  # how many words that were: fewer and longer ones are surer
    reports: tuple[ReportDefinition, ...] = ()  # ready ones that go by the words of the line

    @property
    def missed(self) -> int:
        """How much of the line was not understood."""
        return sum(map(len, self.unknown))


def asked(work: Work, line: str) -> Asked | None:
    """The reading over those rows of which most is understood; None where nobody may ask anything."""
    text = folded(line[:LONGEST])
    ways = dict.fromkeys((text, _in_our_words(text)))
    readings = [(lexicon, _best(_read(lexicon, line, way) for way in ways)) for lexicon in lexicons(work)]
    if not readings:
        return None
    lexicon, best = min(readings, key=lambda each: each[1].missed)
    near = tuple(nearest(lexicon, text, piece) for piece in best.unknown)
    return replace(best, near=near, reports=reports_called(work, text))


def lexicons(work: Work) -> Iterator[Lexicon]:
    """The words over the records of each form, of that with most reports first, then over the rows that these count."""
    seen = [form.id for form in work.catalog.all("form") if allowed(work.actor, "see", form.id)]
    forms = sorted(seen, key=lambda form: -len(reports_for(work, form)))
    names = tuple((each.id, each.name) for each in people.listing(work.connection))
    yield from (Lexicon(work, form, RECORDS, names) for form in forms)
    for form in forms:
        for over in dict.fromkeys(report.over for report in reports_for(work, form)):
            if over not in (RECORDS, "people"):
                yield Lexicon(work, form, over, names)


def _best(readings: Iterable[Asked]) -> Asked:
    return min(readings, key=lambda each: (each.missed, each.pieces))


def _in_our_words(text: str) -> str:
    """How a record ended said as its fields say it: names are made of these words."""
    for outcome in ENDS:
        word = folded(say(f"forms.outcome.{outcome}", CHINESE))
        for other in say(f"asking.word.outcome.{outcome}", CHINESE).split("|"):
            text = text.replace(other, word)
    return text


def _read(lexicon: Lexicon, line: str, text: str) -> Asked:
    gathering = Gathering(lexicon)
    for token in scanned(lexicon, text):
        gathering.take(token)
    data = AskedReport(gathering).data(line.strip()[:LONGEST])
    return Asked(data, tuple(gathering.understood), tuple(gathering.unknown), pieces=gathering.pieces)
