"""What people call the parts of a definition: its keys in words, its items and what names them by their labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from definitions import Duration, Label, say

STEP = " › "
CALLED_BY = ("label", "reason")  # a row of a scorecard goes by what it says to people
MOVED = " ↕"  # behind the path of a list of which only the order is another
# Under these keys stand ids of another list; the same id may well be something else elsewhere.
NAMES = {
    **dict.fromkeys(
        ("ask", "may_ask", "asks", "columns", "sort", "title", "subtitle", "through", "match", "field", "required"),
        "fields",
    ),
    **dict.fromkeys(("next", "back", "stage", "start"), "stages"),
    "role": "roles",
    "form": "forms",
}


@dataclass(frozen=True)
class Called:
    """The labels of a definition's items by their place; and by kind of place and id, of what it names outside too."""

    parts: Mapping[str, Label | None] = field(default_factory=dict)  # None for an item that nobody called anything
    named: Mapping[tuple[str, str], frozenset[Label]] = field(default_factory=dict)

    def place(self, path: str, language: str) -> str:
        """`stages.quote.limit` as `阶段 › 报价 › 停留上限`; the key of a list stands before its items."""
        return STEP.join(self._pieces(path.removesuffix(MOVED).split("."), language))

    def _pieces(self, pieces: list[str], language: str) -> Iterator[str]:
        """Where an item stands is its name, though a key may be called the same; elsewhere a key comes first."""
        place = before = ""
        for piece in pieces:
            place = f"{place}.{piece}" if place else piece
            if place in self.parts:
                yield self._at(place, language) or self.name(piece, language, before)
            elif piece.isdigit():
                yield say("diff.nth", language, n=piece)
            else:
                yield self._only(self._of_kind(before, piece), language) or (
                    key_word(piece, language) or self.name(piece, language)
                )
            before = piece

    def name(self, id: str, language: str, key: str = "") -> str:
        """What an id under a key is called; the id itself where nobody called it anything, or where two are meant."""
        found = self._of_kind(key, id)
        if not found and not self._is_kind(key):
            found = frozenset().union(*(labels for (_, each), labels in self.named.items() if each == id))
        return self._only(found, language) or id

    def value(self, value: str, language: str, path: str = "") -> str:
        """A value as people say it: the name of what it names, a length of time in their words."""
        holder, _, key = path.rpartition(".")
        own = self._at(f"{holder}.choices.{value}", language) if key == "default" else ""
        found = own or self.name(value, language, key)
        if found != value:
            return found
        try:
            return Duration.parse(value).words(language)
        except ValueError:
            return value

    def sense(self, key: str, value: Any, language: str) -> str:
        """What a value means below its key, where such values have words of their own."""
        words = {"type": "fields.type.", "do": "accounts.verb."}
        word = f"{words.get(key, f'diff.value.{key}.')}{value}"
        said = say(word, language) if self is not NOBODY and isinstance(value, str) else word
        return "" if said == word else said

    def _at(self, place: str, language: str) -> str:
        found = self.parts.get(place)
        return found.text(language) if found else ""

    def _of_kind(self, key: str, id: str) -> frozenset[Label]:
        return self.named.get((NAMES.get(key, key), id), frozenset())

    def _is_kind(self, key: str) -> bool:
        return key in NAMES or any(kind == key for kind, _ in self.named)

    @staticmethod
    def _only(labels: frozenset[Label], language: str) -> str:
        return next(iter(labels)).text(language) if len(labels) == 1 else ""


NOBODY = Called()


def called_in(*definitions: Any, among: Iterable[Any] = ()) -> Called:
    """Every item with its label; of two, the one of the last definition. `among` is what it may speak of."""
    parts = {place: label for one in definitions for place, label in _parts(one)}
    around = _by_kind(pair for one in among for pair in [*_itself(one), *_parts(one)])
    own = _by_kind([*parts.items(), *(pair for one in definitions[-1:] for pair in _itself(one))])
    return Called(parts, {**around, **own})


def key_word(piece: str, language: str) -> str:
    """What a key of a file is called; nothing where nobody has named it."""
    said = say(f"diff.key.{piece}", language)
    return "" if said == f"diff.key.{piece}" else said


def _by_kind(parts: Iterable[tuple[str, Label | None]]) -> dict[tuple[str, str], frozenset[Label]]:
    found = defaultdict(set)
    for place, label in parts:
        kind, _, id = place.rpartition(".")
        if label is not None:
            found[kind.rpartition(".")[2], id].add(label)
    return {name: frozenset(labels) for name, labels in found.items()}


def _itself(definition: Mapping[str, Any]) -> Iterator[tuple[str, Label | None]]:
    yield f"{definition.get('kind')}s.{definition.get('id')}", _label(definition)


def _parts(value: Any, place: str = "") -> Iterator[tuple[str, Label | None]]:
    """Every item with an id, by its place; parts without ids stand by their number where there are several."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _parts(each, f"{place}.{key}" if place else str(key))
    elif isinstance(value, list):
        for number, each in enumerate(value, 1):
            id = each.get("id") if isinstance(each, Mapping) else None
            if isinstance(id, str):
                yield f"{place}.{id}", _label(each)
            numbered = f"{place}.{number}" if len(value) > 1 else place
            yield from _parts(each, f"{place}.{id}" if isinstance(id, str) else numbered)


def _label(value: Mapping[str, Any]) -> Label | None:
    called = next((value[name] for name in CALLED_BY if value.get(name)), None)
    return Label.of(called) if isinstance(called, (str, dict)) else None
