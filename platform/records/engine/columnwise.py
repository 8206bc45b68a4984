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
        return written_each(values, write)
    return [*map(known.__getitem__, values)]


def written_each(values: Values, write: Write) -> Values:
    """The same where equal values may be written differently, as JSON writes yes and 1; one that rows share, once."""
    known: dict[int, Any] = {}
    for value in values:
        if id(value) not in known:  # nobody drops one before all are written, so no number comes twice
            known[id(value)] = write(value)
    return [known[id(value)] for value in values]
