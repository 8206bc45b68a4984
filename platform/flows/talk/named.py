"""Who is called by name in a text: `@林晓雯`, `@lin.xiaowen`. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

AT = re.compile(r"(?<![0-9A-Za-z_.])[@＠]")
IN_A_WORD = re.compile(r"[0-9A-Za-z_]")


@dataclass(frozen=True)
class Called:
    """The ids of those who are called, and the names that more than one person has."""

    people: tuple[int, ...] = ()
    unclear: tuple[str, ...] = ()


@dataclass(frozen=True)
class Span:
    """A part of a text; with whom it calls, if it does."""

    text: str
    people: tuple[int, ...] = ()


def called_in(text: str, people: Iterable[tuple[int, str, str]]) -> Called:
    """Who is called, of people given as (id, name, sign-in name)."""
    found, unclear = {}, {}
    for span in spans(text, people):
        if len(span.people) == 1:
            found[span.people[0]] = True
        elif span.people:
            unclear[span.text[1:]] = True
    return Called(tuple(found), tuple(unclear))


def spans(text: str, people: Iterable[tuple[int, str, str]]) -> list[Span]:
    """The text in parts: after an @ the longest name that stands there."""
    known = _by_word(people)
    longest = sorted(known, key=len, reverse=True)
    found, begin = [], 0
    for at in AT.finditer(text):
        if at.start() < begin:
            continue
        rest = text[at.end() :]
        word = next((word for word in longest if _stands(word, rest)), None)
        if word is not None:
            end = at.end() + len(word)
            found += [Span(text[begin : at.start()]), Span(text[at.start() : end], tuple(known[word]))]
            begin = end
    found.append(Span(text[begin:]))
    return [span for span in found if span.text]


def _by_word(people: Iterable[tuple[int, str, str]]) -> dict[str, list[int]]:
    """Sign-in names are one person's; of names there may be two."""
    names: dict[str, list[int]] = defaultdict(list)
    logins: dict[str, list[int]] = {}
    for id, name, login in people:
        names[name.strip().casefold()].append(id)
        logins[login.strip().casefold()] = [id]
    return {word: ids for word, ids in {**names, **logins}.items() if word}


def _stands(word: str, rest: str) -> bool:
    """Whether the text goes on with the word, and the word ends there: @lin is nobody in @linda."""
    if rest[: len(word)].casefold() != word:
        return False
    after = rest[len(word) : len(word) + 1]
    return not (after and IN_A_WORD.match(after) and IN_A_WORD.match(word[-1]))
