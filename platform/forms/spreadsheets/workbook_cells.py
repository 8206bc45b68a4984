"""How large a sheet is once it is laid out, told from its XML as the reader of workbooks goes through it."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from pyexpat import ExpatError, ParserCreate
from typing import Any

# A sheet is laid out as a rectangle in memory: two cells in far corners are a bomb of a few hundred bytes.
MOST_CELLS = 40_000_000
LAST_ROW = 1_048_576
# Bytes of a piece of XML that has no end yet: it is looked at from its beginning each time more of it comes.
LONGEST_PIECE = 2_000_000
DIGITS = "0123456789"


class OddSheet(Exception):
    """A sheet that cannot be followed."""


class SheetSize:
    """Follows rows and cells, also those that do not say where they stand; other files have none of them."""

    def __init__(self) -> None:
        """Nothing is seen yet."""
        self.widest = self.lowest = 0
        self.shared: list[int] = []  # how long each text is that cells point at
        self.pointed: Counter[int] = Counter()
        self._row = self._column = self._fed = 0
        self._points, self._place_of_text = False, ""
        self._parser = ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    @property
    def cells(self) -> int:
        """How many the rectangle holds."""
        return self.widest * self.lowest

    def text(self, shared: list[int]) -> int:
        """How many letters its cells come to, each with a copy of the text it points at."""
        return sum(shared[place] * n for place, n in self.pointed.items() if place < len(shared))

    def feed(self, chunk: bytes) -> bool:
        """Reads on; no, where this is no XML or names cells that no sheet has."""
        try:
            self._parser.Parse(chunk)
        except (ExpatError, OddSheet):
            return False
        self._fed += len(chunk)
        return self._fed - self._parser.CurrentByteIndex < LONGEST_PIECE

    def _start(self, name: str, attributes: dict[str, Any]) -> None:
        kind = name.rpartition(":")[2]
        if kind == "si":
            self.shared.append(0)
            self._parser.CharacterDataHandler = self._shared_text
        elif kind == "v" and self._points:
            self._place_of_text = ""
            self._parser.CharacterDataHandler = self._pointer
        elif kind == "row":
            self._row, self._column = _place(attributes.get("r", ""))[1] or self._row + 1, 0
        elif kind == "c":
            column, row = _place(attributes.get("r", ""))
            self._column, self._row = column or self._column + 1, row or self._row
            self.widest, self.lowest = max(self.widest, self._column), max(self.lowest, self._row)
            self._points = attributes.get("t") == "s"

    def _end(self, name: str) -> None:
        kind = name.rpartition(":")[2]
        if kind in ("si", "v"):
            self._parser.CharacterDataHandler = None
        if kind == "v" and self._points:
            written = self._place_of_text.strip()
            if not (written.isascii() and written.isdigit() and len(written) < 10):
                raise OddSheet
            self.pointed[int(written)] += 1

    def _shared_text(self, data: str) -> None:
        self.shared[-1] += len(data)

    def _pointer(self, data: str) -> None:
        self._place_of_text += data


def _place(written: str) -> tuple[int, int]:
    """Column and row, from 1; 0 where it is not said."""
    letters = written.rstrip(DIGITS)
    digits = written[len(letters) :]
    row = int(digits[:8] or 0)
    if len(digits) > 8 or row > LAST_ROW:
        raise OddSheet
    return _column(letters), row


@lru_cache(2048)
def _column(letters: str) -> int:
    if len(letters) > 3 or not re.fullmatch("[A-Za-z]*", letters):
        raise OddSheet
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column
