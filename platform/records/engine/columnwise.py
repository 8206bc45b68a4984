"""Values for the drivers, a column at a time: what many rows share is worked out once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

Values = Sequence[Any]
Write = Callable[[Any], Any]


def written(values: Values, write: Write | None) -> Values:
    """A column's values as the driver takes them."""
    if write is None:
        return values
    try:
        known = {value: write(value) for value in set(values)}
    except TypeError:  # what has no hash
        return _by_identity(values, write)
    return [*map(known.__getitem__, values)]


def _by_identity(values: Values, write: Write) -> Values:
    """Lists and mappings, such as the data of events: several rows may hold the same one."""
    known: dict[int, Any] = {}
    for value in values:
        if id(value) not in known:  # nobody drops one before all are written, so no number comes twice
            known[id(value)] = write(value)
    return [known[id(value)] for value in values]
