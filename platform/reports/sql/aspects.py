"""What can be shown beside a measure: its share, its running total, its rank, how it was before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import ColumnElement, func

from definitions import Registry

BEFORE, CHANGE = "before", "change"
COMPARED = (BEFORE, CHANGE)
# Measures whose groups add up to the whole.
ADDING_UP = ("count", "sum")


@dataclass(frozen=True)
class Beside:
    """One measure in a group, with what it is set against."""

    value: ColumnElement
    total: ColumnElement
    before: ColumnElement | None
    is_share: bool = False
    less_is_better: bool = False
    along: ColumnElement | None = None
    apart: Sequence[ColumnElement] = ()


@dataclass(frozen=True)
class Aspect:
    """How it is computed; whether it makes sense of the whole, too; and of what it cannot be made.

    Some need groups that add up; some reckon, and with days and moments nobody can.
    """

    sql: Callable[[Beside], ColumnElement]
    type: str | None
    of_whole: bool
    adds_up: bool = False
    over_groups: bool = False
    reckons: bool = False


ASPECTS: Registry[Aspect] = Registry("report aspects")


def aspect(name: str, type: str | None, **how: bool) -> Callable[[Callable], Callable]:
    """Decorator: makes a function of a `Beside` something that can be shown beside a measure."""

    def keep(function: Callable[[Beside], ColumnElement]) -> Callable[[Beside], ColumnElement]:
        ASPECTS.register(name)(Aspect(function, type, **how))
        return function

    return keep


@aspect("share", "percent", of_whole=True, adds_up=True)
def share(beside: Beside) -> ColumnElement:
    """Of the whole."""
    return _divided(beside.value, beside.total)


@aspect("running", None, of_whole=False, adds_up=True, over_groups=True)
def running(beside: Beside) -> ColumnElement:
    """With everything before it along the first dimension, apart for each value of the others."""
    order = [beside.along.asc().nulls_last()] if beside.along is not None else None
    return func.sum(beside.value).over(partition_by=list(beside.apart) or None, order_by=order, rows=(None, 0))


@aspect("rank", "integer", of_whole=False, over_groups=True)
def rank(beside: Beside) -> ColumnElement:
    """The place among the groups; the least comes first where less is better."""
    order = beside.value.asc() if beside.less_is_better else beside.value.desc()
    return sa.case((beside.value.is_not(None), func.rank().over(order_by=order.nulls_last())))


@aspect("lift", "times", of_whole=True, reckons=True)
def lift(beside: Beside) -> ColumnElement:
    """How many times that of everything."""
    return _divided(beside.value, beside.total)


@aspect("index", "times", of_whole=False, over_groups=True, reckons=True)
def index(beside: Beside) -> ColumnElement:
    """How many times the average of the groups: 1 is an even share."""
    return _divided(beside.value, func.avg(_double(beside.value)).over())


@aspect(BEFORE, None, of_whole=True)
def before(beside: Beside) -> ColumnElement:
    """What it was in the days it is compared with."""
    return beside.before


@aspect(CHANGE, "change", of_whole=True, reckons=True)
def change(beside: Beside) -> ColumnElement:
    """By what part it has changed; a share by points, as a part of a part says little."""
    now, was = _double(beside.value), _double(beside.before)
    return now - was if beside.is_share else (now - was) / func.nullif(func.abs(was), 0.0, type_=sa.Double)


def _divided(part: ColumnElement, whole: ColumnElement) -> ColumnElement:
    return _double(part) / func.nullif(_double(whole), 0.0, type_=sa.Double)


def _double(value: ColumnElement) -> ColumnElement:
    return value if isinstance(value.type, sa.Double) else sa.cast(value, sa.Double)
