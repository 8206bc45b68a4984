"""What the search box looks into: one lower-cased text beside each record."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ..definition import FormDefinition
from .pinyin import pinyin_of

LONGEST_PINYIN = 60
LONGEST = 4000


def search_text(form: FormDefinition, values: Mapping[str, Any], number: str = "") -> str:
    """The values of the searched fields, and the Chinese among them also as pinyin and initials."""
    parts = [number.lower()] if number else []
    for field in form.searched:
        value = values.get(field.id)
        if value is None or value == ():
            continue
        for words in field.type.searched(value):
            text = searchable(words)
            parts.append(text)
            if field.type.spelt and not text.isascii():
                parts += (spelt for spelt in pinyin_of(text[:LONGEST_PINYIN]) if spelt)
    return "\n".join(parts)[:LONGEST]


@lru_cache(maxsize=4096)
def searchable(text: str) -> str:
    """The text in one form: small letters, half width, +86 left out as nobody types it."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return text.removeprefix("+86").lower()


def search_words(typed: str) -> tuple[str, ...]:
    """What was typed, as words that must all be found; a phone number's gaps are closed."""
    text = searchable(typed.strip()[:200])
    digits = "".join(sign for sign in text if sign not in " -()")
    if len(digits) >= 7 and digits.lstrip("+").isdigit():
        return (digits.removeprefix("+86"),)
    return tuple(text.split()[:8])
