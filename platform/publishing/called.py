"""What people call the parts of a definition: its keys in words, its items and what names them by their labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from definitions import Duration, Label, say

STEP = " › "
ITEMS = frozenset(
    {"fields", "stages", "tasks", "rows", "groups", "bands", "urgent", "moves", "milestones", "plays", "skip_reasons",
     "choices", "rules", "pools", "recycle", "layout", "measures", "dimensions", "params", "checks", "steps"}
)  # fmt: skip
CALLED_BY = ("label", "reason")  # a row of a scorecard goes by what it says to people


@dataclass(frozen=True)
class Called:
    """The labels of a definition's items, by their ids."""

    labels: Mapping[str, Label] = field(default_factory=dict)
    others: Mapping[str, Label] = field(default_factory=dict)  # what it names outside: fields of its form, roles

    def place(self, path: str, language: str) -> str:
        """`stages.quote.limit` as `阶段 › 报价 › 停留上限`; the key of a list stands before its items."""
        pieces, mark = path.removesuffix(" ↕").split("."), " ↕" if path.endswith(" ↕") else ""
        return STEP.join(self._pieces(pieces, language)) + mark

    def _pieces(self, pieces: list[str], language: str) -> Iterator[str]:
        """Below a list stands an id, though a key may be called the same; elsewhere a key comes first."""
        before = ""
        for piece in pieces:
            if piece.isdigit():
                yield say("diff.nth", language, n=piece)
                continue
            is_id = before in ITEMS and piece in self.labels
            yield (not is_id and key_word(piece, language)) or self.name(piece, language)
            before = piece

    def name(self, id: str, language: str) -> str:
        """What something with an id is called; the id itself where nobody called it anything."""
        found = self.labels.get(id) or self.others.get(id)
        return found.text(language) if found else id

    def value(self, value: str, language: str) -> str:
        """A value as people say it: the name of what it names, a length of time in their words."""
        if value in self.labels or value in self.others:
            return self.name(value, language)
        try:
            return Duration.parse(value).words(language)
        except ValueError:
            return value

    def sense(self, path: str, value: Any, language: str) -> str:
        """What a value means below its key, where such values have words of their own."""
        key = f"diff.value.{path.rpartition('.')[2]}.{value}"
        said = say(key, language) if self is not NOBODY and isinstance(value, str) else key
        return "" if said == key else said


NOBODY = Called()


def called_in(*definitions: Any, among: Iterable[Any] = ()) -> Called:
    """Every item with an id and a label; of two, the one of the last definition. `among` is what it may speak of."""
    others = {id: label for one in among for id, label in _labelled(one)}
    return Called({id: label for one in definitions for id, label in _labelled(one)}, others)


def key_word(piece: str, language: str) -> str:
    """What a key of a file is called; nothing where nobody has named it."""
    said = say(f"diff.key.{piece}", language)
    return "" if said == f"diff.key.{piece}" else said


def _labelled(value: Any) -> Iterator[tuple[str, Label]]:
    if isinstance(value, Mapping):
        called = next((value[name] for name in CALLED_BY if value.get(name)), None)
        if isinstance(value.get("id"), str) and isinstance(called, (str, dict)):
            yield value["id"], Label.of(called)
        for each in value.values():
            yield from _labelled(each)
    elif isinstance(value, list):
        for each in value:
            yield from _labelled(each)
