"""Three versions of a definition become one: key by key, named items by their names, everything else as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..telling import is_label
from .points import ABSENT, Path, Point, Side, same, what_became

# What the items of a list go by, where all of them on all sides say it and no two the same.
NAMED_BY = ("id", "name", "key", "field", "report", "login")
CHOICES = "choices"  # of these some are words only

Choose = Callable[[Point], Side | None]


def merge(was: Any, yours: Any, theirs: Any, choose: Choose = lambda _: None) -> tuple[Any, tuple[Point, ...]]:
    """The merged value, and every place at which something changed.

    `choose` says whose value stands at a place; without an answer what only they changed is theirs, and everything else
    stays yours.
    """
    merging = _Merging(choose)
    return merging.value((), was, yours, theirs), tuple(merging.points)


def naming_key(path: Path, *sides: Any) -> str | None:
    """The key by which these lists are lists of named items; None where they are not."""
    if not all(isinstance(side, list) for side in sides):
        return None
    words = path[-1:] == (CHOICES,)
    return next((key for key in NAMED_BY if all(_is_named_by(key, side, words) for side in sides)), None)


def name_of(item: Any, key: str) -> str:
    """What an item goes by."""
    return item if isinstance(item, str) else item[key]


class _Merging:
    """One merge: what was found so far, and whom to ask."""

    def __init__(self, choose: Choose) -> None:
        self.choose = choose
        self.points: list[Point] = []

    def value(self, path: Path, was: Any, yours: Any, theirs: Any) -> Any:
        sides = (was, yours, theirs)
        if not same(yours, theirs):
            if all(isinstance(side, dict) for side in sides) and not is_label(*sides):
                return self._mapping(path, *sides)
            key = naming_key(path, *sides)
            if key is not None:
                return self._items(path, key, *sides)
        return self._whole(path, *sides)

    def _mapping(self, path: Path, was: dict, yours: dict, theirs: dict) -> dict:
        names = _woven(list(yours), list(theirs))
        merged = {
            name: self.value((*path, name), *(side.get(name, ABSENT) for side in (was, yours, theirs)))
            for name in [*names, *(name for name in was if name not in names)]
        }
        return {name: value for name, value in merged.items() if value is not ABSENT}

    def _items(self, path: Path, key: str, *lists: list) -> list:
        was, yours, theirs = ({name_of(item, key): item for item in side} for side in lists)
        merged = {
            name: self.value((*path, name), *(side.get(name, ABSENT) for side in (was, yours, theirs)))
            for name in dict.fromkeys([*yours, *theirs, *was])
        }
        order = self._order(path, list(was), list(yours), list(theirs))
        return [merged[name] for name in order if merged[name] is not ABSENT]

    def _order(self, path: Path, was: list[str], yours: list[str], theirs: list[str]) -> list[str]:
        """What all have is put in order by the side that moved it; what is new stays behind what it followed."""
        shared = [name for name in was if name in yours and name in theirs]
        mine, other = ([name for name in side if name in shared] for side in (yours, theirs))
        side = self._side(path, shared, mine, other, is_order=True)
        return _woven(theirs, yours) if side is Side.THEIRS else _woven(yours, theirs)

    def _whole(self, path: Path, was: Any, yours: Any, theirs: Any) -> Any:
        return theirs if self._side(path, was, yours, theirs) is Side.THEIRS else yours

    def _side(self, path: Path, was: Any, yours: Any, theirs: Any, *, is_order: bool = False) -> Side:
        what = what_became(was, yours, theirs)
        if what is None:
            return Side.YOURS
        point = Point(path, what, was, yours, theirs, is_order)
        self.points.append(point)
        return self.choose(point) or point.usual


def _is_named_by(key: str, items: list, words: bool) -> bool:
    names = [
        item if isinstance(item, str) and words else item.get(key) if isinstance(item, dict) else None for item in items
    ]
    return all(isinstance(name, str) for name in names) and len(set(names)) == len(names)


def _woven(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """All of the first as they stand, and what only the second has, each behind what it follows there."""
    woven, there = list(first), set(first)
    for place, name in enumerate(second):
        if name not in there:
            before = next((each for each in reversed(second[:place]) if each in there), None)
            woven.insert(woven.index(before) + 1 if before is not None else 0, name)
            there.add(name)
    return woven
