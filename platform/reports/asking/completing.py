"""Completing the line: the words that begin as its end does, and behind a whole word what it could go on with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from accounts import Work
from definitions import say

from ..building.often import names_first
from ..period import period_label
from .lexicon import CHART, CHOICE, GRAIN, KIND, NAME, PERIOD, REACHED, READY, REPORT, Lexicon, Word, folded
from .reading import LONGEST, lexicons

OFFERED = (READY, NAME, CHOICE, PERIOD, REACHED, REPORT, GRAIN, KIND, CHART)
MOST, LONGEST_PIECE = 8, 24
GROUPS, DAYS = 4, ("this_month", "last_month", "this_quarter", "30d")


@dataclass(frozen=True)
class Suggestion:
    """A word, of what sort it is, and the line with it."""

    word: str
    sort: str
    line: str


def suggestions(work: Work, line: str) -> tuple[Suggestion, ...]:
    """The words that the end of the line begins, the longest such end first; behind a space how it could go on."""
    line = line[:LONGEST]
    if not line.strip():
        return ()
    if line[-1:].isspace():
        return tuple(_going_on(work, line))[:MOST]
    words = {}
    for lexicon in lexicons(work):
        for several in lexicon.words.values():
            for word in several:
                words.setdefault((folded(word.text), word.sort), word)
    for length in range(min(len(line), LONGEST_PIECE), 0, -1):
        piece = line[-length:]
        before = line[: len(line) - length]
        if piece[0].isspace() or (before and before[-1:].isascii() and before[-1:].isalnum() and piece[0].isascii()):
            continue
        found = [word for (text, _), word in words.items() if _begins(word, text, folded(piece))]
        if found:
            ordered = sorted(found, key=lambda word: (OFFERED.index(word.sort), len(word.text)))[:MOST]
            return tuple(Suggestion(word.text, word.sort, f"{before}{word.text}") for word in ordered)
    return ()


def _begins(word: Word, text: str, piece: str) -> bool:
    return word.sort in OFFERED and text.startswith(piece) and text != piece


def _going_on(work: Work, line: str) -> Iterator[Suggestion]:
    """By what most reports are grouped, then days; nothing that stands there already."""
    lexicon = next(iter(lexicons(work)), None)
    said = folded(line)
    for word, sort in _next_words(lexicon) if lexicon else ():
        if folded(word).removeprefix("by ") not in said:
            yield Suggestion(word, sort, f"{line}{word}")


def _next_words(lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    language = lexicon.work.language
    for name in names_first(lexicon.work, lexicon.over, lexicon.form, lexicon.offers)[:GROUPS]:
        yield say("asking.grouped_by", language, name=lexicon.offers[name].label.text(language)), NAME
    yield from ((period_label(key).text(language), PERIOD) for key in DAYS)
