"""Cuts a line into the longest words that are known, numbers, and what is neither."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .lexicon import WORD, Lexicon, Word

NUMBER = re.compile(r"(\d{1,12}(?:\.\d{1,6})?)(万|亿|%|k\b|m\b)?")
TIMES = {"": 1, "%": 0.01, "k": 1_000, "m": 1_000_000, "万": 10_000, "亿": 100_000_000}
LENGTH = re.compile(r"(\d{1,4})\s*(天|days?\b|d\b|小时|hours?\b|h\b|周|星期|weeks?\b|w\b|个月|months?\b|年|years?\b)")
UNITS = {
    "个月": (30, "d"),
    "month": (30, "d"),
    "年": (365, "d"),
    "year": (365, "d"),
}
YEARS, MOST_YEARS = ("年", "year"), 99
BETWEEN = re.compile(r"[\s,，、;；。.?？!！:：·/|()（）]+")
PLURAL = "s"


@dataclass(frozen=True)
class Token:
    """A piece of the line with its meanings, or a number, a length of time, or none of these."""

    text: str
    words: tuple[Word, ...] = ()
    number: float | None = None
    length: str = ""  # of time, as rules write it
    unit: tuple[Word, ...] = ()  # the words of its unit, where the number is meant alone


def scanned(lexicon: Lexicon, text: str) -> Iterator[Token]:
    """The pieces in order."""
    at = 0
    while at < len(text):
        if (gap := BETWEEN.match(text, at)) is not None:
            at = gap.end()
            continue
        token = (
            _known(lexicon, text, at) or _length(lexicon, text, at) or _number(text, at) or _unknown(lexicon, text, at)
        )
        yield token
        at += len(token.text)


def _known(lexicon: Lexicon, text: str, at: int) -> Token | None:
    for end in range(min(len(text), at + lexicon.longest + len(PLURAL)), at, -1):
        piece = text[at:end]
        found = lexicon.words.get(piece)
        if found is None and piece.endswith(PLURAL):
            found = lexicon.words.get(piece.removesuffix(PLURAL))
        if found and _ends(text, end):
            return Token(piece, found)
    return None


def _length(lexicon: Lexicon, text: str, at: int) -> Token | None:
    found = LENGTH.match(text, at)
    if found is None:
        return None
    unit = found[2].removesuffix(PLURAL)
    factor, written = UNITS.get(unit, (1, found[2]))
    number = int(found[1])
    if unit in YEARS and number > MOST_YEARS:
        return None  # a year, and not so many
    words = lexicon.words.get(unit, ())
    return Token(found[0], number=number, length=f"{number * factor} {written}", unit=words)


def _number(text: str, at: int) -> Token | None:
    found = NUMBER.match(text, at)
    if found is None:
        return None
    return Token(found[0], number=float(found[1]) * TIMES[found[2] or ""])


def _unknown(lexicon: Lexicon, text: str, at: int) -> Token:
    """Up to where something is known again; letters of one word stay together."""
    end = at + 1
    while end < len(text) and not (
        _ends(text, end)
        and (BETWEEN.match(text, end) or NUMBER.match(text, end) or _known(lexicon, text, end) is not None)
    ):
        end += 1
    return Token(text[at:end])


def _ends(text: str, at: int) -> bool:
    """Whether a word may end here: not between two letters of the Latin alphabet."""
    return at >= len(text) or not (WORD.match(text[at - 1]) and WORD.match(text[at]))
