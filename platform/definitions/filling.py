"""Texts with places for values, in the words of Mustache: nothing in them is ever evaluated.

    {{ company }}                                  the value, in words
    {{#budget}}, budget {{ budget }}{{/budget}}    what stands between only where there is a value
    {{^budget}}, budget open{{/budget}}            … only where there is none

Source of the notation: mustache(5), sections and inverted sections, without lists.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from .labels import Label

PLACE = re.compile(r"\{\{\s*([a-z][a-z0-9_]*)\s*\}\}")
_MARK = re.compile(r"\{\{\s*([#^/])\s*([a-z][a-z0-9_]*)\s*\}\}")
_NAME = re.compile(r"\{\{\s*[#^]?\s*([a-z][a-z0-9_]*)\s*\}\}")
# Braces that are left once places and sections are taken away: the words of another template language, or half a place.
_STRAY = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{\{|\}\}|\{%|%\}", re.DOTALL)
_SHOWN_OF_STRAY = 60


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its places filled in; a value that is not there leaves nothing behind."""
    return PLACE.sub(lambda place: str(values.get(place[1]) or ""), chosen(text, values))


def chosen(text: str, values: Mapping[str, str]) -> str:
    """The text without the sections that these values do not want; its places are still to be filled."""

    return _parted(text, lambda sign, name: bool(values.get(name)) == (sign == "#"))


def names_in(text: Label | str) -> frozenset[str]:
    """Every name that a text asks for, in whatever language."""
    return frozenset(name for words in _in_each_language(text) for name in _NAME.findall(words))


def stray_in(text: Label | str) -> str | None:
    """The first piece between braces that is no place, such as `{% if budget %}`; None where there is none."""
    found = (_STRAY.search(_without_places(words)) for words in _in_each_language(text))
    return next((stray[0][:_SHOWN_OF_STRAY] for stray in found if stray), None)


def with_names(text: Label, names: Mapping[str, Label]) -> Label:
    """The text where no record is at hand: in brackets what stands in its places, `…` where nobody named that."""

    def told(words: str, language: str) -> str:
        return PLACE.sub(lambda place: _in_brackets(names.get(place[1]), language), _parted(words, lambda *mark: True))

    return Label.of({language: told(words, language) for language, words in text.texts})


def _in_brackets(name: Label | None, language: str) -> str:
    return f"[{name.inside(language)}]" if name else "…"


def _in_each_language(text: Label | str) -> Iterable[str]:
    return [words for _, words in text.texts] if isinstance(text, Label) else [text]


def _without_places(text: str) -> str:
    return PLACE.sub("", _parted(text, lambda sign, name: True))


def _parted(text: str, wants: Callable[[str, str], bool]) -> str:
    """The text with what stands in sections that are wanted; a mark without its other one stays as it is written.

    Read once from front to back: however long a text is and however deep its sections, it takes no longer.
    """
    kept: list[str] = []
    opened: list[tuple[str, str, int]] = []
    waiting: Counter[str] = Counter()
    end = 0
    for mark in _MARK.finditer(text):
        sign, name = mark.groups()
        kept += (text[end : mark.start()], mark[0])
        end = mark.end()
        if sign != "/":
            opened.append((sign, name, len(kept) - 1))
            waiting[name] += 1
        elif waiting[name]:
            _close(name, kept, opened, waiting, wants)
    return "".join((*kept, text[end:]))


def _close(
    name: str,
    kept: list[str],
    opened: list[tuple[str, str, int]],
    waiting: Counter[str],
    wants: Callable[[str, str], bool],
) -> None:
    """The last section of that name ends here; those that were opened in it and not closed are no sections."""
    while True:
        sign, other, at = opened.pop()
        waiting[other] -= 1
        if other == name:
            break
    if wants(sign, name):
        kept[at] = kept[-1] = ""
    else:
        del kept[at:]
