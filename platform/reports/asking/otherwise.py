"""What else a line could mean: the same word as a value of another field, another group where none was said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from definitions import say

from ..building.offers import TIMES
from ..building.often import names_first
from .lexicon import CHOICE, NAME, PERIOD, Lexicon, Word, folded
from .scanning import Token

MOST = 3


@dataclass(frozen=True)
class Reading:
    """Another reading in words, and the line that says it."""

    said: str
    line: str


def other_readings(
    lexicon: Lexicon, text: str, tokens: tuple[Token, ...], data: Mapping[str, Any], *, also_by: str = ""
) -> tuple[Reading, ...]:
    """The likeliest few."""
    found = list(_other_moment(lexicon, text, tokens, also_by))
    found += [reading for token in tokens for reading in _of_token(lexicon, text, token)]
    return tuple({each.said: each for each in (*found, *_other_groups(lexicon, text, tokens, data))}.values())[:MOST]


def _other_moment(lexicon: Lexicon, text: str, tokens: tuple[Token, ...], also_by: str) -> Iterator[Reading]:
    """The same days of the other moment: put before them, or in the place of the one that was named."""
    days = next((token for token in tokens if token.words and token.words[0].sort == PERIOD), None)
    if not also_by or days is None:
        return
    label = lexicon.offers[also_by].label.text(lexicon.work.language)
    named = next((token for token in tokens if _is_moment(lexicon, token)), None)
    start, end = (days.at, days.at) if named is None else (named.at, named.at + len(named.text))
    line = f"{text[:start]} {label} {text[end:]}"
    yield Reading(say("asking.by_moment", lexicon.work.language, moment=label), folded(line))


def _is_moment(lexicon: Lexicon, token: Token) -> bool:
    names = (word for word in token.words if word.sort == NAME)
    return any(lexicon.offers[word.id].type in TIMES for word in names)


def _of_token(lexicon: Lexicon, text: str, token: Token) -> Iterator[Reading]:
    """华东一组 is a team; 华东 alone would be a region."""
    if not token.words or token.words[0].sort != CHOICE:
        return
    meant = token.words[0]
    for word in (*_alike(token.words[1:]), *_inside(lexicon, token.text)):
        if word.id != meant.id:
            name, value = (label.text(lexicon.work.language) for label in (lexicon.offers[word.id].label, word.label))
            line = f"{text[: token.at]} {name}={value} {text[token.at + len(token.text) :]}"
            yield Reading(say("asking.is", lexicon.work.language, name=name, values=value), folded(line))


def _alike(words: tuple[Word, ...]) -> Iterator[Word]:
    return (word for word in words if word.sort == CHOICE and "." not in word.id)


def _inside(lexicon: Lexicon, text: str) -> Iterator[Word]:
    """The longest beginning that is a value itself."""
    for end in range(len(text) - 1, 1, -1):
        if text[end - 1].isascii() and text[end].isascii() and text[end].isalnum():
            continue
        words = list(_alike(lexicon.words.get(text[:end].strip(), ())))
        if words:
            yield words[0]
            return


def _other_groups(lexicon: Lexicon, text: str, tokens: tuple[Token, ...], data: Mapping[str, Any]) -> Iterator[Reading]:
    """Where bounds or the greatest are asked of no group that was named."""
    named = {word.id for token in tokens for word in token.words}
    groups = [each["by"] for each in data.get("dimensions", ())]
    bounded = any("bounds" in each or "top" in data for each in data["measures"]) or "limit" in data
    if not bounded or any(by in named for by in groups):
        return
    language = lexicon.work.language
    for name in names_first(lexicon.work, lexicon.over, lexicon.form, lexicon.offers):
        if name not in groups:
            label = lexicon.offers[name].label.text(language)
            said = say("asking.grouped_by", language, name=label)
            yield Reading(said, f"{text} {said}")
