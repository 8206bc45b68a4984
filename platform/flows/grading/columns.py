"""The SQL face of a scorecard: score, grade and urgency of a whole table, equal to the Python face.

What changed is found with every condition evaluated once, in place. What is graded, with its reasons, is three layers,
each fenced from the planner so that no condition is evaluated twice: which rows of the card are met, what they give
together, and which band that is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from itertools import islice
from operator import add
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Select, Subquery, Table
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import FunctionElement

from rules import Env, Expression, Scope, compile_sql, parse

from .definition import Scorecard, ScoreGroup, ScoreRow
from .grade import UNIT, cap_of, hundredths
from .grader import MOST_POINTS, rounded

Columns = Mapping[str, ColumnElement]
KEPT = ("id", "version")
WAS = ("score", "grade", "urgent")


class GradeColumns:
    """Selects what every row of a table is graded now, beside what it was graded before."""

    def __init__(self, scorecard: Scorecard, columns: Columns, *, scope: Scope, env: Env) -> None:
        self._card = scorecard
        self._columns = columns
        self._scope = scope
        self._env = env
        self._rows = tuple(scorecard.rows())

    def select(self, table: Table, where: ColumnElement[bool]) -> Select:
        """id, version, was_score …, score, grade, urgent, met, flags, w<n> of formulas, and v_<n>, the values read."""
        totals = self._totals(self._held(table, where))
        passed = [totals.c[name] for name in (*KEPT, *self._old_names(), *self._extra_names())]
        score = totals.c.total / sa.literal(float(UNIT), sa.Double)
        band = self._band(score)
        urgent = totals.c.flags.contains("1", autoescape=False)
        found = (score.label("score"), band.label("grade"), urgent.label("urgent"), totals.c.met, totals.c.flags)
        return sa.select(*passed, *found)

    def changed(self, table: Table, where: ColumnElement[bool]) -> Select:
        """The same, only of rows whose score, grade or urgency is another one now."""
        return self.select(table, sa.and_(where, self._differs(table)))

    @property
    def formulas(self) -> tuple[tuple[str, str], ...]:
        """(row of the card, column that holds what its formula gave), in hundredths."""
        return tuple((f"{row.group}.{row.id}", f"w{n}") for n, row in enumerate(self._rows) if row.has_formula)

    @property
    def seen(self) -> tuple[tuple[str, str], ...]:
        """(name that the rules read, column that holds its value)."""
        return tuple((name, f"v_{n}") for n, name in enumerate(self._card.grader.reads))

    def _differs(self, table: Table) -> ColumnElement[bool]:
        """Where the score is the right one, the grade follows from it and needs no second reckoning."""
        stored = _was(table, "score")
        total = self._total([self._given(row) for row in self._rows])
        flags = [self._sql(flag.when) for flag in self._card.urgent]
        urgent = sa.func.coalesce(sa.or_(*flags), sa.false(), type_=sa.Boolean) if flags else sa.false()
        return sa.or_(
            stored.is_distinct_from(total / sa.literal(float(UNIT), sa.Double)),
            table.c.grade.is_distinct_from(self._band(stored)),
            table.c.urgent.is_distinct_from(urgent),
        )

    def _given(self, row: ScoreRow) -> ColumnElement:
        points = self._worth(row) if row.has_formula else _number(hundredths(row.points))
        return points if row.when is None else sa.case((self._sql(row.when), points), else_=_number(0))

    def _held(self, table: Table, where: ColumnElement[bool]) -> Subquery:
        """Every condition and formula, evaluated once."""
        was = [_was(table, name).label(f"was_{name}") for name in WAS]
        met = [self._met(row.when).label(f"m{n}") for n, row in enumerate(self._rows)]
        worth = [self._worth(row).label(f"w{n}") for n, row in enumerate(self._rows) if row.has_formula]
        flags = [self._met(flag.when).label(f"u{n}") for n, flag in enumerate(self._card.urgent)]
        read = [self._columns[name].label(column) for name, column in self.seen]
        kept = [table.c[name] for name in KEPT]
        return _fenced(sa.select(*kept, *was, *met, *worth, *flags, *read).where(where), "held")

    def _totals(self, held: Subquery) -> Subquery:
        total = self._total(
            [
                held.c[f"m{n}"] * (held.c[f"w{n}"] if row.has_formula else _number(hundredths(row.points)))
                for n, row in enumerate(self._rows)
            ]
        )
        met = _signs(held.c[f"m{n}"] for n in range(len(self._rows)))
        flags = _signs(held.c[f"u{n}"] for n in range(len(self._card.urgent)))
        passed = [held.c[name] for name in (*KEPT, *self._old_names(), *self._extra_names())]
        return _fenced(sa.select(*passed, total.label("total"), met.label("met"), flags.label("flags")), "totals")

    def _total(self, given: list[ColumnElement]) -> ColumnElement:
        """The score in hundredths, from what each row gives: capped by group, cut to the range."""
        low, high = hundredths(self._card.range.min), hundredths(self._card.range.max)
        rows = iter(given)
        sums = [_capped(group, list(islice(rows, len(group.rows)))) for group in self._card.groups]
        return Larger(_number(low), Lesser(_number(high), reduce(add, sums)))

    def _band(self, score: ColumnElement) -> ColumnElement:
        *better, lowest = self._card.bands
        steps = [(score >= _number(band.lowest), sa.literal(band.id)) for band in better]
        return sa.case(*steps, else_=sa.literal(lowest.id)) if steps else sa.literal(lowest.id)

    def _met(self, when: Expression | None) -> ColumnElement:
        if when is None:
            return sa.literal(1, sa.Integer)
        return sa.case((self._sql(when), sa.literal(1, sa.Integer)), else_=sa.literal(0, sa.Integer))

    def _worth(self, row: ScoreRow) -> ColumnElement:
        found = sa.func.coalesce(self._sql(parse(rounded(row.points))), _number(0))
        return Larger(_number(-MOST_POINTS * UNIT), Lesser(_number(MOST_POINTS * UNIT), found))

    def _sql(self, expression: Expression) -> ColumnElement:
        return compile_sql(expression, self._columns, self._env, self._scope)

    def _old_names(self) -> tuple[str, ...]:
        return tuple(f"was_{name}" for name in WAS)

    def _extra_names(self) -> tuple[str, ...]:
        formulas = [column for _, column in self.formulas]
        return (*formulas, *(column for _, column in self.seen))


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


def _fenced(query: Select, name: str) -> Subquery:
    """OFFSET 0 keeps both planners from copying the inner expressions into every place that names them."""
    return query.offset(0).subquery(name)


def _capped(group: ScoreGroup, given: list[ColumnElement]) -> ColumnElement:
    cap = cap_of(group)
    return reduce(add, given) if cap is None else Lesser(_number(cap), reduce(add, given))


def _was(table: Table, name: str) -> ColumnElement:
    """Scores are compared as the doubles that they are made from."""
    return sa.cast(table.c[name], sa.Double) if name == "score" else table.c[name]


def _signs(held: Iterable[ColumnElement]) -> ColumnElement:
    """One character for each: 1 where it holds."""
    return reduce(add, (sa.cast(one, sa.Text) for one in held), sa.literal("", sa.Text))


def _number(value: float) -> ColumnElement:
    return sa.literal(float(value), sa.Double)
