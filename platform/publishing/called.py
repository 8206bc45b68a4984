"""What people call the parts of a definition: its keys in words, its items and what names them by their labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from definitions import Label, say

STEP = " › "


@dataclass(frozen=True)
class Called:
    """The labels of a definition's items, by their ids."""

    labels: Mapping[str, Label] = field(default_factory=dict)

    def place(self, path: str, language: str) -> str:
        """`stages.quote.limit` as `阶段 › 报价 › 停留上限`; the key of a list stands before its items."""
        pieces, mark = path.removesuffix(" ↕").split("."), " ↕" if path.endswith(" ↕") else ""
        return STEP.join(_key(piece, language) or self.name(piece, language) for piece in pieces) + mark

    def name(self, id: str, language: str) -> str:
        """What something with an id is called; the id itself where nobody called it anything."""
        return self.labels[id].text(language) if id in self.labels else id


NOBODY = Called()


def called_in(*definitions: Any) -> Called:
    """Every item with an id and a label; of two, the one of the last definition."""
    return Called({id: label for one in definitions for id, label in _labelled(one)})


def _key(piece: str, language: str) -> str:
    said = say(f"diff.key.{piece}", language)
    return "" if said == f"diff.key.{piece}" else said


def _labelled(value: Any) -> Iterator[tuple[str, Label]]:
    if isinstance(value, Mapping):
        if isinstance(value.get("id"), str) and value.get("label"):
            yield value["id"], Label.of(value["label"])
        for each in value.values():
            yield from _labelled(each)
    elif isinstance(value, list):
        for each in value:
            yield from _labelled(each)
