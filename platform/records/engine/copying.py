"""Rows in the text that COPY reads; made a column at a time, since most columns need no look at single values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

NULL = "\\N"
# What has a meaning of its own in this text.
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_PLAIN = {int, float, Decimal}
_NONE = type(None)
PIECE = 2000


def copied(columns: Sequence[Sequence[Any]]) -> Iterator[str]:
    """The rows of these columns, some thousand lines at a time."""
    lines = zip(*map(_column, columns), strict=True)
    while piece := [*islice(lines, PIECE)]:
        yield "\n".join(["\t".join(line) for line in piece]) + "\n"


def _column(values: Sequence[Any]) -> list[str]:
    kinds = set(map(type, values)) - {_NONE}
    if not kinds:
        return [NULL] * len(values)
    if kinds == {str}:
        return _texts(values)
    if kinds <= _PLAIN:
        return [NULL if value is None else str(value) for value in values]
    return [NULL if value is None else _text(value) for value in values]


def _texts(values: Sequence[str | None]) -> list[str]:
    together = "".join([value for value in values if value is not None])
    if any(sign in together for sign in "\\\t\n\r"):
        return [NULL if value is None else value.translate(_ESCAPED) for value in values]
    return [NULL if value is None else value for value in values]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "t" if value else "f"
    return str(value).translate(_ESCAPED)
