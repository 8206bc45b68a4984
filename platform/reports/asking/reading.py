"""A typed line read from the left, always the longest word that is known; the values of a report come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from accounts import Work, allowed, people
from definitions import say

from ..answers.answering import reports_for
from ..definition import ReportDefinition
from ..entities import RECORDS
from .answered import ReadyAnswer, ready_answer
from .gathering import Gathering
from .lexicon import REPORT, Lexicon, folded
from .nearest import Unknown, nearest, reports_called
from .otherwise import Reading, other_readings
from .report import AskedReport
from .scanning import Token, scanned

LONGEST = 200
ENDS, CHINESE = ("won", "lost"), "zh"


@dataclass(frozen=True)
class Asked:
    """What a line asks for: a report's values, what was understood, what not and what is near, and other readings."""

    data: dict[str, Any]
    understood: tuple[str, ...]
    unknown: tuple[str, ...]
    near: tuple[Unknown, ...] = ()
    pieces: int = 0  # how many words that were: fewer and longer ones are surer
    reports: tuple[ReportDefinition, ...] = ()  # ready ones that go by the words of the line
    answer: ReadyAnswer | None = None  # the ready one that answers just this
    assumed: tuple[str, ...] = ()  # what went without saying
    others: tuple[Reading, ...] = ()  # what else the line could mean
    cut: int = 0  # how many signs were too many and not read
    tokens: tuple[Token, ...] = ()
    also_by: str = ""  # by which other moment the days could be meant
    rows: bool = False  # whether the line names what is counted

    @property
    def missed(self) -> int:
        """How much of the line was not understood."""
        return sum(map(len, self.unknown))


def asked(work: Work, line: str) -> Asked | None:
    """The reading over those rows of which most is understood; None where nobody may ask anything."""
    line = _clean(line)
    text = folded(line[:LONGEST])
    ways = tuple(dict.fromkeys((text, _in_our_words(text))))
    best: tuple[Lexicon, Asked, str] | None = None
    for lexicon in lexicons(work):
        read = min(((_read(lexicon, line, way), way) for way in ways), key=lambda each: _strangeness(each[0]))
        named = best is None or read[0].rows or not best[1].rows  # what is counted was named, and is these rows
        if best is None or (named and read[0].missed < best[1].missed):
            best = (lexicon, *read)
        if not best[1].missed:
            break
    if best is None:
        return None
    lexicon, found, way = best
    near = tuple(nearest(lexicon, way, piece) for piece in found.unknown)
    others = other_readings(lexicon, way, found.tokens, found.data, also_by=found.also_by)
    ready = reports_called(work, text)
    also = {"reports": ready, "answer": ready_answer(lexicon, text, ready), "cut": max(0, len(line) - LONGEST)}
    return replace(found, near=near, others=others, **also)


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


def _clean(line: str) -> str:
    """Without signs that nobody sees."""
    return "".join(" " if each.isspace() else each for each in line if each.isprintable() or each.isspace()).strip()


def _strangeness(read: Asked) -> tuple[int, int]:
    return read.missed, read.pieces


def _in_our_words(text: str) -> str:
    """How a record ended said as its fields say it: names are made of these words."""
    for outcome in ENDS:
        word = folded(say(f"forms.outcome.{outcome}", CHINESE))
        for other in say(f"asking.word.outcome.{outcome}", CHINESE).split("|"):
            text = text.replace(other, word)
    return text


def _read(lexicon: Lexicon, line: str, text: str) -> Asked:
    read = _taken(lexicon, line, tuple(scanned(lexicon, text)))
    if not read.missed:
        return read
    other = _taken(lexicon, line, tuple(scanned(lexicon, text, without=REPORT)))
    return other if other.missed < read.missed else read


def _taken(lexicon: Lexicon, line: str, tokens: tuple[Token, ...]) -> Asked:
    gathering = Gathering(lexicon)
    for token in tokens:
        gathering.take(token)
    made = AskedReport(gathering)
    data = made.data(line[:LONGEST])
    unknown = tuple(dict.fromkeys(gathering.unknown))
    return Asked(
        data,
        tuple(made.said()),
        unknown,
        (),
        gathering.pieces,
        assumed=made.assumed,
        tokens=tokens,
        rows=gathering.rows,
        also_by=made.also_by,
    )
