"""Cuts a line into the longest words that are known, stretches of time, numbers, and what is none of these."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..period import period_label
from .lexicon import PERIOD, WORD, Lexicon, Word
from .stretches import N, number_of, stretch_at

NUMBER = re.compile(r"(\d{1,12}(?:\.\d{1,6})?)(万|亿|%|k\b|m\b)?")
NUMERAL = re.compile(
    r"(十[一二]|[一二两三四五六七八九十])(?=名|个|条|位|家|强|大|项|笔)|(?:(?<=前)|(?<=后))([一二三四五六七八九十])"
    r"|(two|three|four|five|six|seven|eight|nine|ten)\b"
)
TIMES = {"": 1, "%": 0.01, "k": 1_000, "m": 1_000_000, "万": 10_000, "亿": 100_000_000}
LENGTH = re.compile(
    rf"{N}\s*(分钟|minutes?\b|mins?\b|天|days?\b|d\b|个?小时|hours?\b|h\b|周|个?星期|weeks?\b|w\b|个月|months?\b|年|years?\b)"
)
UNITS = {
    "分钟": (1, "minute"), "min": (1, "minute"), "天": (1, "day"), "d": (1, "day"), "小时": (1, "hour"),
    "h": (1, "hour"), "周": (1, "week"), "星期": (1, "week"), "w": (1, "week"), "月": (30, "day"), "month": (30, "day"),
    "年": (365, "day"), "year": (365, "day"),
}  # fmt: skip
YEARS, MOST_YEARS = ("年", "year"), 99
BETWEEN = re.compile(r"[\s;；。.?？!！:：·/|()（）\"“”「」]+")
PLURAL = "s"


@dataclass(frozen=True)
class Token:
    """A piece of the line with its meanings, or a number, a length of time, or none of these; where it begins."""

    text: str
    words: tuple[Word, ...] = ()
    number: float | None = None
    length: str = ""  # of time, as rules write it
    unit: tuple[Word, ...] = ()  # the words of its unit, where the number is meant alone
    is_share: bool = False
    at: int = 0


def scanned(lexicon: Lexicon, text: str, *, without: str = "") -> Iterator[Token]:
    """The pieces in order; without words of a sort, where these stand in the way of better ones."""
    at = 0
    lexicon = lexicon.less(without) if without else lexicon
    while at < len(text):
        if (gap := BETWEEN.match(text, at)) is not None:
            at = gap.end()
            continue
        token = _piece(lexicon, text, at) or _unknown(lexicon, text, at)
        yield replace(token, at=at)
        at += len(token.text)


def _piece(lexicon: Lexicon, text: str, at: int) -> Token | None:
    """What begins here and is known: the longer of a word and a stretch of time."""
    known, stretch = _known(lexicon, text, at), _stretch(lexicon, text, at)
    if stretch is not None and (known is None or len(stretch.text) > len(known.text)):
        return stretch
    return known or _length(lexicon, text, at) or _number(text, at)


def _known(lexicon: Lexicon, text: str, at: int) -> Token | None:
    for end in range(min(len(text), at + lexicon.longest + len(PLURAL)), at, -1):
        piece = text[at:end]
        found = lexicon.words.get(piece)
        if found is None and piece.endswith(PLURAL):
            found = lexicon.words.get(piece.removesuffix(PLURAL))
        if found and _ends(text, end):
            return Token(piece, found)
    return None


def _stretch(lexicon: Lexicon, text: str, at: int) -> Token | None:
    found = stretch_at(text, at, lexicon.today)
    if found is None or not _ends(text, at + len(found.text)):
        return None
    if not found.key:
        return Token(found.text)
    return Token(found.text, (Word(found.text, PERIOD, found.key, label=period_label(found.key)),))


def _length(lexicon: Lexicon, text: str, at: int) -> Token | None:
    found = LENGTH.match(text, at)
    if found is None:
        return None
    unit = found[2].removesuffix(PLURAL).removeprefix("个")
    factor, written = UNITS.get(unit, (1, unit))
    number = number_of(found[1])
    if unit in YEARS and number > MOST_YEARS:
        return None  # a year, and not so many
    words = lexicon.words.get(unit, ())
    many = number * factor
    return Token(found[0], number=number, length=f"{many} {written}{'' if many == 1 else PLURAL}", unit=words)


def _number(text: str, at: int) -> Token | None:
    found = NUMBER.match(text, at)
    if found is None:
        word = NUMERAL.match(text, at)
        return Token(word[0], number=float(number_of(word[0]))) if word else None
    number = round(float(found[1]) * TIMES[found[2] or ""], 8)
    return Token(found[0], number=number, is_share=found[2] == "%")


def _unknown(lexicon: Lexicon, text: str, at: int) -> Token:
    """Up to where something is known again; letters of one word stay together."""
    end = at + 1
    while end < len(text) and not (
        _ends(text, end) and (BETWEEN.match(text, end) or _piece(lexicon, text, end) is not None)
    ):
        end += 1
    return Token(text[at:end])


def _ends(text: str, at: int) -> bool:
    """Whether a word may end here: not between two letters of the Latin alphabet."""
    return at >= len(text) or not (WORD.match(text[at - 1]) and WORD.match(text[at]))
