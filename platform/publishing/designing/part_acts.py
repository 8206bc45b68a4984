"""What one does to a part of any definition: change it, add one to a list, move it, take it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from definitions import Refused

from .sheet import Path, Sheet


@dataclass(frozen=True)
class ChangePart:
    """Other settings of the part at `path`; None takes one away, what is not named stays as it is."""

    path: Path
    changes: Mapping[str, Any]
    order: Sequence[str] = ()

    def on(self, sheet: Sheet) -> Sheet:
        _at(sheet, self.path)
        return sheet.change(self.path, self.changes, order=self.order)


@dataclass(frozen=True)
class AddPart:
    """One more in the list at `path`; at its end, where no position is given."""

    path: Path
    value: Any
    position: int | None = None
    order: Sequence[str] = ()

    def on(self, sheet: Sheet) -> Sheet:
        inside = _at(sheet, self.path[:-1])
        there = inside.get(self.path[-1]) if isinstance(inside, dict) else inside[self.path[-1]]
        if not there:
            return sheet.put(self.path, [self.value], order=self.order)
        position = len(there) if self.position is None else min(max(self.position, 0), len(there))
        return sheet.insert(self.path, position, self.value)


@dataclass(frozen=True)
class MovePart:
    """To another position in its list."""

    path: Path
    to: int

    def on(self, sheet: Sheet) -> Sheet:
        _at(sheet, self.path)
        last = len(_at(sheet, self.path[:-1])) - 1
        return sheet.move(self.path[:-1], self.path[-1], min(max(self.to, 0), last))


@dataclass(frozen=True)
class DropPart:
    """Taken out; a list that would be empty goes with its last one, unless it is one that has to be there."""

    path: Path
    least: int = 0

    def on(self, sheet: Sheet) -> Sheet:
        _at(sheet, self.path)
        there = _at(sheet, self.path[:-1])
        if isinstance(there, list) and len(there) <= self.least:
            raise Refused("parts.last_one")
        is_last = isinstance(there, list) and len(there) == 1 and isinstance(_at(sheet, self.path[:-2]), dict)
        return sheet.drop(self.path[:-1] if is_last else self.path)


def _at(sheet: Sheet, path: Path) -> Any:
    there: Any = sheet.data
    try:
        for step in path:
            there = there[step]
    except (KeyError, IndexError, TypeError):
        raise Refused("parts.gone") from None
    return there
