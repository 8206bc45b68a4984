"""The unit that a column's name gives its numbers: 预算（万）, 金额万元, Budget (k)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ..field_definition import FieldDefinition
from ..fields.decimal import GROUPED, PLAIN
from .column_names import plain

TIMES = {
    "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8,
    "k": 10**3, "thousand": 10**3, "m": 10**6, "million": 10**6, "billion": 10**9,
}  # fmt: skip
MONEY = r"(?:人民币|美元|欧元|港元|日元|元|rmb|cny|usd|eur|gbp|hkd|jpy|brl|[¥$€£])"
HAN, WORD = r"千万|百万|千|万|亿", r"(?:thousand|million|billion)s?|k|m"
BRACKETS = re.compile(r"[(\[【〔{](.*?)[)\]】〕}]")
APART = re.compile(r"[\s,，、:：;；_\-–—]+")
UNIT = re.compile(rf"(?:单位)?{MONEY}?({HAN}|{WORD}){MONEY}?(?:/.*)?")  # 万/年, but not 元/千
BEHIND_HAN = re.compile(rf"[^/\d一二两三四五六七八九十百千万亿几数]({HAN}){MONEY}?$")
BEHIND_WORD = re.compile(rf".+(?:[^\w/]|_){MONEY}?({WORD}){MONEY}?$")
SIGNED = re.compile(r"([¥$€£]|[a-z]{0,2}[¥$€£])?(.+)", re.IGNORECASE)
LONGEST = 64


def unit_of(column: str, field: FieldDefinition) -> str:
    """The unit in which a column of this name gives the field's numbers: one of `TIMES`; empty where it names none.

    A field that is itself called after a unit, or counts in one, has its numbers as the file writes them.
    """
    kind = field.type.inner if field.sensitive else field.type
    if not kind.amount or any(_named(name) for name in _names(field)):
        return ""
    unit = _named(column)
    return "" if unit == "m" and kind.name != "money" else unit  # of a length, m are metres


def in_unit(cell: Any, unit: str) -> Any:
    """A bare number of a cell, read in a unit, as text; whatever says a unit of its own stays as it is."""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float | Decimal):
        return cell
    text = unicodedata.normalize("NFKC", str(cell)).replace(" ", "")
    sign, number = SIGNED.fullmatch(text).groups() if SIGNED.fullmatch(text) else ("", text)
    if len(text) > LONGEST or not number.isascii() or not (PLAIN.fullmatch(number) or GROUPED.fullmatch(number)):
        return cell
    times = Decimal(number.replace(",", "")) * TIMES[unit]
    return f"{sign or ''}{times.normalize():f}"


def _names(field: FieldDefinition) -> Iterator[str]:
    yield from (text for _, text in field.label.texts)
    counted = getattr(field.type.inner if field.sensitive else field.type, "unit", None)
    yield from (f"({text})" for _, text in (counted.texts if counted else ()))


def _named(name: str) -> str:
    text = unicodedata.normalize("NFKC", name).casefold().strip()
    for inside in BRACKETS.findall(text):
        found = [match[1] for word in APART.split(inside) if (match := UNIT.fullmatch(word))]
        if len(found) == 1:
            return _whole(found[0])
    bare = BRACKETS.sub("", text).strip()
    behind = (BEHIND_HAN.search(bare) or BEHIND_WORD.search(bare)) if plain(bare) else None
    return _whole(behind[1]) if behind else ""


def _whole(unit: str) -> str:
    return unit if unit in TIMES else unit.removesuffix("s")
