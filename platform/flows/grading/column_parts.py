"""The pieces of the SQL face: the lesser of two numbers, fences, signs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import add
from typing import Any

import sqlalchemy as sa
from sqlalchemy import CTE, ColumnElement, Select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import FunctionElement


class Lesser(FunctionElement):
    """The lesser of two numbers: LEAST in PostgreSQL, the two-argument MIN in SQLite."""

    inherit_cache = True
    name = "lesser"
    type = sa.Double()


class Larger(FunctionElement):
    """The larger of two numbers."""

    inherit_cache = True
    name = "larger"
    type = sa.Double()


@compiles(Lesser)
def _least(element: Any, compiler: Any, **kw: Any) -> str:
    word = "min" if compiler.dialect.name == "sqlite" else "least"
    return f"{word}({compiler.process(element.clauses, **kw)})"


@compiles(Larger)
def _greatest(element: Any, compiler: Any, **kw: Any) -> str:
    word = "max" if compiler.dialect.name == "sqlite" else "greatest"
    return f"{word}({compiler.process(element.clauses, **kw)})"


def fenced(query: Select, name: str) -> CTE:
    """OFFSET 0 keeps both planners from copying the inner expressions into every place that names them.

    One after the other rather than one inside the other: SQLite's parser holds no more than 100 open words. Each is
    read once, and so is never written down in between.
    """
    return query.offset(0).cte(name)


def signs(held: Iterable[ColumnElement]) -> ColumnElement:
    """One character for each: 1 where it holds."""
    return reduce(add, (sa.cast(one, sa.Text) for one in held), sa.literal("", sa.Text))


def number(value: float) -> ColumnElement:
    """A number as a double."""
    return sa.literal(float(value), sa.Double)


def between(low: ColumnElement | None, value: ColumnElement, high: ColumnElement | None) -> ColumnElement:
    """The value, cut at both ends."""
    value = value if high is None else Lesser(high, value)
    return value if low is None else Larger(low, value)
