"""Completing the line: the words that begin as its end does."""

from __future__ import annotations

from dataclasses import dataclass

from accounts import Work

from .lexicon import CHART, CHOICE, GRAIN, KIND, NAME, PERIOD, READY, Word, folded
from .reading import LONGEST, lexicons

OFFERED = (READY, NAME, CHOICE, PERIOD, GRAIN, KIND, CHART)
MOST, LONGEST_PIECE = 8, 24


@dataclass(frozen=True)
class Suggestion:
    """A word, of what sort it is, and the line with it."""

    word: str
    sort: str
    line: str


def suggestions(work: Work, line: str) -> tuple[Suggestion, ...]:
    """The words that the end of the line begins, the longest such end first."""
    line = line[:LONGEST]
    if not line.strip() or line[-1:].isspace():
        return ()
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
