"""The time between two moments compared with a known length, without turning each of them into seconds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy import BindParameter, ColumnElement

from .day_bounds import MIRRORED
from .sql_elements import Elapsed, Length, Seconds

LONGEST = 10.0**10  # seconds


def compared(compare: Callable[[Any, Any], Any], left: ColumnElement, right: ColumnElement) -> ColumnElement[bool]:
    """The comparison of two numbers; of a length of time with whole seconds in what the database subtracts."""
    if isinstance(right, Seconds):
        left, right, compare = right, left, MIRRORED.get(compare, compare)
    if isinstance(left, Seconds) and isinstance(right, BindParameter) and _is_whole(right.value):
        seconds = sa.literal(int(right.value), sa.BigInteger)
        return compare(Elapsed(*left.clauses.clauses), Length(seconds))
    return compare(left, right)


def _is_whole(value: Any) -> bool:
    return type(value) in (int, float) and float(value).is_integer() and abs(value) <= LONGEST
