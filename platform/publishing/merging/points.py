"""What a three-way merge finds at one place: what was, what became of it on either side, and what that means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ..called import MOVED

Path = tuple[str, ...]


class Side(StrEnum):
    """Whose value stands in the end."""

    YOURS = "yours"
    THEIRS = "theirs"


class What(StrEnum):
    """What became of a place: by them alone, by you alone, the same by both, another thing by each."""

    TAKEN = "taken"
    KEPT = "kept"
    SAME = "same"
    ASKED = "asked"


class _Absent:
    """Not there, which is not the same as `null`."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = _Absent()


@dataclass(frozen=True)
class Point:
    """One place at which at least one side is not what it was; of an order, the names in it."""

    path: Path
    what: What
    was: Any
    yours: Any
    theirs: Any
    is_order: bool = False

    @property
    def place(self) -> str:
        """`fields.machine.label`, as differences write it."""
        return ".".join(self.path) + (MOVED if self.is_order else "")

    @property
    def usual(self) -> Side:
        """Whose value stands where nobody says otherwise."""
        return Side.THEIRS if self.what is What.TAKEN else Side.YOURS

    def is_version(self, kind: str) -> bool:
        """The version of a pack, which nobody chooses."""
        return kind == "pack" and self.path == ("version",)

    def of(self, side: Side) -> Any:
        """What one side has."""
        return self.yours if side is Side.YOURS else self.theirs


def same(one: Any, other: Any) -> bool:
    """Equal as a file means it: 1 is not true and not 1.0, and the order of keys says nothing."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and (one == other or (one != one and other != other))


def what_became(was: Any, yours: Any, theirs: Any) -> What | None:
    """What a place is to the merge; None where nothing changed."""
    if same(yours, theirs):
        return None if same(was, yours) else What.SAME
    if same(was, yours):
        return What.TAKEN
    return What.KEPT if same(was, theirs) else What.ASKED
