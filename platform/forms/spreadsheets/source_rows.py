"""What a file from outside is made of, whatever it was written as, and how much of it one may send."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from definitions import Refused

LONGEST_CELL = 100_000
MOST_COLUMNS = 500


class UnreadableFile(Refused):
    """A file that holds no rows we can read, with what to do about it."""

    status = 422


@dataclass(frozen=True)
class SourceFile:
    """A table from outside: its column names, and its rows one after the other."""

    name: str
    header: tuple[str, ...]
    rows: Iterator[SourceRow]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row's cells in the order of the header, and the line a person would look for."""

    line: int
    cells: Sequence[Any]
