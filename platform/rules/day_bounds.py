"""A moment compared with a known day: by the moments between which that day lies, so that an index serves."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import BindParameter, ColumnElement

from .sql_elements import LocalDay
from .types import Env

AROUND = (1, 30, 60, 120)
MIRRORED = {
    operator.lt: operator.gt,
    operator.le: operator.ge,
    operator.gt: operator.lt,
    operator.ge: operator.le,
}


def by_moment(
    env: Env, compare: Callable[[Any, Any], Any], left: ColumnElement, right: ColumnElement
) -> ColumnElement | None:
    """The comparison without turning each moment into its day; None where that is not what is compared."""
    left, right = _bare(left), _bare(right)
    if isinstance(right, LocalDay):
        left, right, compare = right, left, MIRRORED.get(compare, compare)
    if not isinstance(left, LocalDay) or not isinstance(right, BindParameter) or type(right.value) is not date:
        return None
    if right.value == date.max:  # no day comes after it
        return None
    begin, end = _begin(env, right.value), _begin(env, right.value + timedelta(days=1))
    if begin is None or end is None:
        return None
    moment, begin, end = left.clauses.clauses[0], sa.literal(begin, sa.DateTime), sa.literal(end, sa.DateTime)
    return {
        operator.ge: lambda: moment >= begin,
        operator.lt: lambda: moment < begin,
        operator.gt: lambda: moment >= end,
        operator.le: lambda: moment < end,
        operator.eq: lambda: sa.and_(moment >= begin, moment < end),
        operator.ne: lambda: sa.or_(moment < begin, moment >= end),
    }[compare]()


def _bare(element: ColumnElement) -> ColumnElement:
    """What a name stands for, such as a day that a reader chose, without the type it was given."""
    while isinstance(element, sa.TypeCoerce):
        element = element.clause
    return element


def _begin(env: Env, day: date) -> datetime | None:
    """When the day begins; None where the clock goes back over its midnight, so that it begins twice."""
    try:
        begin = env.moment_of(datetime.combine(day, time()))
        around = [timedelta(minutes=minutes) for minutes in AROUND]
        before = all(env.day_of(begin - each) < day for each in around)
        return begin if before and all(env.day_of(begin + each) >= day for each in (timedelta(), *around)) else None
    except OverflowError:
        return None
