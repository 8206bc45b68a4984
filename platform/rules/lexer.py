"""A rule's text, cut into tokens; Chinese punctuation counts as its ASCII twin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from definitions import Duration

from .errors import RuleError
from .types import Type

MAX_CHARACTERS = 4000
MAX_DIGITS = 15

_FULL_WIDTH = str.maketrans("（），、［］【】＝＜＞！＋－＊×／÷", "(),,[][]=<>!+-**//")
_UNPRINTABLE = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\ud800-\\udfff\\uffff]")
_UNITS = "seconds?|secs?|s|minutes?|mins?|m|hours?|h|days?|d|weeks?|w|分钟|分|小时|钟头|天|日|周|星期|秒钟|秒"
_END = r"(?![^\W]|\.)"
_TOKENS = re.compile(
    rf"""
    (?P<space>\s+)
  | (?P<datetime>\d{{4}}-\d{{1,2}}-\d{{1,2}}[ T]\d{{1,2}}:\d{{2}}(:\d{{2}})?{_END})
  | (?P<date>\d{{4}}-\d{{1,2}}-\d{{1,2}}{_END})
  | (?P<duration>\d+(\.\d+)?\s*(个\s*)?((working|工作)\s*)?({_UNITS}){_END})
  | (?P<number>\d[\d_]*(\.\d+)?(?!\w))
  | (?P<text>"[^"]*"|'[^']*'|“[^”]*”|‘[^’]*’|「[^」]*」)
  | (?P<word>[^\W\d]\w*(\.[^\W\d]\w*)?)
  | (?P<symbol>\*\*|==|!=|<>|<=|>=|[-=<>≠≤≥+*/(),\[\]])
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True)
class Token:
    """One word of the rule: its sort, what it says, and its place."""

    sort: str
    said: str
    pos: int
    value: Any = None
    type: Type | None = None


def tokens(text: str) -> list[Token]:
    """Cut the text; the last token is always of sort `end`."""
    if len(text) > MAX_CHARACTERS:
        raise RuleError("too_long", MAX_CHARACTERS, limit=MAX_CHARACTERS, length=len(text))
    unprintable = _UNPRINTABLE.search(text)
    if unprintable:
        code = f"U+{ord(unprintable.group()):04X}"
        raise RuleError("unexpected_character", unprintable.start(), character=code)
    plain = _plain(text)
    found, pos = [], 0
    while pos < len(plain):
        match = _TOKENS.match(plain, pos)
        if not match:
            raise _unreadable(text, pos)
        if match.lastgroup != "space":
            found.append(_token(match.lastgroup, match.group(), pos))
        pos = match.end()
    return [*found, Token("end", "", len(text))]


def _plain(text: str) -> str:
    """Full-width punctuation outside quotes as ASCII; every character keeps its place."""
    parts = re.split(r"""("[^"]*"|'[^']*'|“[^”]*”|‘[^’]*’|「[^」]*」)""", text)
    return "".join(part if index % 2 else part.translate(_FULL_WIDTH) for index, part in enumerate(parts))


def _token(sort: str, said: str, pos: int) -> Token:
    if sort == "text":
        return Token(sort, said, pos, said[1:-1], Type.TEXT)
    if sort in _READERS:
        value, kind = _READERS[sort](said, pos)
        return Token("literal", said, pos, value, kind)
    if said == "**":
        raise RuleError("no_power", pos)
    return Token(sort, said, pos)


def _number(said: str, pos: int) -> tuple[float, Type]:
    digits = said.replace("_", "")
    whole, _, fraction = digits.partition(".")
    if (
        len((whole + fraction).strip("0")) > MAX_DIGITS
        or len(whole.lstrip("0")) > MAX_DIGITS
        or len(fraction) > MAX_DIGITS
    ):
        raise RuleError("number_too_long", pos, limit=MAX_DIGITS)
    return float(digits), Type.NUMBER


def read_date(said: str, pos: int) -> tuple[date, Type]:
    """A day such as 2026-11-24."""
    try:
        return date(*map(int, said.split("-"))), Type.DATE
    except ValueError:
        raise RuleError("no_such_date", pos, said=said) from None


def read_datetime(said: str, pos: int) -> tuple[datetime, Type]:
    """A wall-clock time such as 2026-11-24 10:00."""
    day, _, clock = said.strip().replace("T", " ").partition(" ")
    try:
        return datetime(*map(int, [*day.split("-"), *clock.strip().split(":")])), Type.DATETIME  # noqa: DTZ001
    except (ValueError, TypeError):
        raise RuleError("no_such_datetime", pos, said=said) from None


def _duration(said: str, pos: int) -> tuple[Duration, Type]:
    try:
        return Duration.parse(said), Type.DURATION
    except ValueError:
        raise RuleError("no_such_duration", pos, said=said) from None


_READERS = {"number": _number, "date": read_date, "datetime": read_datetime, "duration": _duration}


def _unreadable(text: str, pos: int) -> RuleError:
    character = text[pos]
    if character in "\"'“‘「":
        return RuleError("open_quote", pos, character=character)
    if character.isdigit():
        return RuleError("bad_number", pos, said=re.match(r"[\w.]+", text[pos:]).group())
    key = {".": "no_attributes", "&": "say_and", "|": "say_or", "!": "say_not", "^": "no_power", "%": "no_modulo"}
    return RuleError(key.get(character, "unexpected_character"), pos, character=character)
