"""What somebody may have meant by a word that nobody knows: the known words most like it, and reports called so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from accounts import Work

from ..answers.answering import reports_for
from ..definition import ReportDefinition
from .lexicon import LATE, PARTICLES, READY, SINCE, Lexicon, folded
from .scanning import LENGTH

MOST, MOST_REPORTS, ALIKE = 3, 3, 0.6
CHINESE = "zh"
SHARED = 2  # so many signs of Chinese in a row are a word more often than not


@dataclass(frozen=True)
class Unknown:
    """A piece of the line that was not understood, and lines with the words that are nearest."""

    text: str
    nearest: tuple[tuple[str, str], ...] = ()


def nearest(lexicon: Lexicon, line: str, piece: str) -> Unknown:
    """The known words most like a piece, each with the line in which it stands instead."""
    if LENGTH.match(folded(piece)):
        return Unknown(piece, tuple(_since(lexicon, line, piece)))
    likes = sorted(_likes(lexicon, folded(piece)), key=lambda each: (-each[0], len(each[1]), each[1]))
    words = tuple(dict.fromkeys(word for _, word in likes))[:MOST]
    return Unknown(piece, tuple((word, folded(line).replace(piece, f" {word} ", 1).strip()) for word in words))


def reports_called(work: Work, line: str) -> tuple[ReportDefinition, ...]:
    """Ready reports that answer what the line asks, then those whose name stands in it, or most of it."""
    text = folded(line)
    found = []
    for form in (form.id for form in work.catalog.all("form")):
        for report in reports_for(work, form):
            like = max(_share(folded(each), text) for each in dict(report.label.texts).values())
            asked = len(answered_by(report, text))
            like = 1 + asked if asked else like
            found += [(like, report)] if like >= ALIKE else []
    ordered = sorted(found, key=lambda each: -each[0])
    return tuple(report for _, report in ordered[:MOST_REPORTS])


def answered_by(report: ReportDefinition, line: str) -> str:
    """The longest of the questions a report answers that stands in the line; "" where none does."""
    asked = (folded(each) for each in report.words)
    return max((each for each in asked if _share(each, line) == 1), key=len, default="")


def _since(lexicon: Lexicon, line: str, piece: str) -> Iterator[tuple[str, str]]:
    """Of a length of time alone nobody knows since when."""
    chinese, offered = lexicon.work.language == CHINESE, set()
    for text, words in lexicon.words.items():
        if words[0].sort == SINCE and text.isascii() != chinese and words[0].id not in offered:
            offered.add(words[0].id)
            said = folded(f"{text} {piece}")
            yield said, folded(line).replace(piece, f" {said} ", 1).strip()


def _likes(lexicon: Lexicon, piece: str) -> Iterator[tuple[float, str]]:
    signs = set(piece)
    for text, words in lexicon.words.items():
        if words[0].sort in PARTICLES or len(text) < SHARED or not _may_be_like(piece, signs, text):
            continue
        matcher = SequenceMatcher(None, piece, text, autojunk=False)
        shared = matcher.find_longest_match().size
        alike = matcher.ratio()
        if alike >= ALIKE or (not piece.isascii() and shared >= (1 if words[0].sort == READY else SHARED)):
            said = "" if words[0].sort in (LATE, SINCE) else words[0].label.text(lexicon.work.language)
            yield alike, said or text


def _may_be_like(piece: str, signs: set[str], text: str) -> bool:
    """A quick look: what shares few signs is not like it, however they stand."""
    shared = sum(sign in signs for sign in text)
    return shared > 0 if not piece.isascii() else 2 * min(shared, len(piece)) >= ALIKE * (len(piece) + len(text))


def _share(name: str, line: str) -> float:
    """How much of a name stands in one piece in a line; a word of Latin letters counts whole only."""
    if name.isascii():
        return 1.0 if f" {name} " in f" {line} " else 0.0
    size = SequenceMatcher(None, name, line, autojunk=False).find_longest_match().size
    return size / len(name) if size > SHARED or size == len(name) else 0.0
