"""What the search box looks into: one lower-cased text beside each record."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from .definition import FormDefinition
from .fields.choice import Choosing
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
        if isinstance(field.type, Choosing):
            chosen = (value,) if isinstance(value, str) else value
            parts += (words.lower() for option in chosen for words in _labels(field.type, option))
            continue
        text = searchable(str(value))
        parts.append(text)
        if not text.isascii() and field.type.name != "long_text":
            parts += (spelt for spelt in pinyin_of(text[:LONGEST_PINYIN]) if spelt)
    return "\n".join(parts)[:LONGEST]


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


def _labels(kind: Choosing, option: str) -> tuple[str, ...]:
    found = kind.by_id.get(option)
    return tuple(text for _, text in found.label.texts) if found else (option,)
