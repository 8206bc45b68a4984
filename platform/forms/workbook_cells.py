"""How large a sheet is once it is laid out, told from its XML as the reader of workbooks goes through it."""

from __future__ import annotations

import re
from pyexpat import ExpatError, ParserCreate
from typing import Any

# A sheet is laid out as a rectangle in memory: two cells in far corners are a bomb of a few hundred bytes.
MOST_CELLS = 40_000_000
LAST_ROW = 1_048_576
REFERENCE = re.compile(r"([A-Za-z]{0,3})0*(\d{0,8})")


class OddSheet(Exception):
    """A sheet that cannot be followed."""


class SheetSize:
    """Follows rows and cells, also those that do not say where they stand; other files have none of them."""

    def __init__(self) -> None:
        """Nothing is seen yet."""
        self.widest = self.lowest = 0
        self._row = self._column = 0
        self._parser = ParserCreate()
        self._parser.StartElementHandler = self._start

    @property
    def cells(self) -> int:
        """How many the rectangle holds."""
        return self.widest * self.lowest

    def feed(self, chunk: bytes) -> bool:
        """Reads on; no, where this is no XML or names cells that no sheet has."""
        try:
            self._parser.Parse(chunk)
        except (ExpatError, OddSheet):
            return False
        return True

    def _start(self, name: str, attributes: dict[str, Any]) -> None:
        kind = name.rpartition(":")[2]
        if kind == "row":
            self._row, self._column = _place(attributes.get("r", ""))[1] or self._row + 1, 0
        elif kind == "c":
            column, row = _place(attributes.get("r", ""))
            self._column, self._row = column or self._column + 1, row or self._row
            self.widest, self.lowest = max(self.widest, self._column), max(self.lowest, self._row)


def _place(written: str) -> tuple[int, int]:
    """Column and row, from 1; 0 where it is not said."""
    found = REFERENCE.fullmatch(written)
    row = int(found[2] or 0) if found else LAST_ROW + 1
    if found is None or row > LAST_ROW:
        raise OddSheet
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return column, row
