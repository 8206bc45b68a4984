"""One report, one SQL statement: rows, groups, totals and order, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Select, Subquery, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from records import tables
from rules import Type

from .measures import Part, Plan, plan_of
from .question import AskedDimension, Question

ORDERED_CHOICES = 100
GROUPS = "groups"


class Bytewise(FunctionElement):
    """Text ordered by code point, whatever the database's collation."""

    type = sa.String()
    inherit_cache = True


@compiles(Bytewise)
def _bytewise(element: Bytewise, compiler, **kw) -> str:
    return f"({compiler.process(element.clauses, **kw)})"


@compiles(Bytewise, "postgresql")
def _bytewise_postgresql(element: Bytewise, compiler, **kw) -> str:
    return f'({compiler.process(element.clauses, **kw)} COLLATE "C")'


def statement_of(question: Question) -> Select:
    """The statement; its columns are the dimensions d0…, the measures m0…, their totals t0… and the count of groups."""
    return _Writer(question).statement()


class _Writer:
    """Builds the levels of the statement from the inside out."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.plans: dict[str, Plan] = {measure.id: plan_of(question, measure) for measure in question.measures}
        self.dimensions = [f"d{number}" for number in range(len(question.dimensions))]
        self.totals: dict[str, Part] = {}

    def statement(self) -> Select:
        """Rows → groups → totals beside them → values, in order."""
        grouped = self._grouped(self._ranked(self._rows()))
        totalled = self._totalled(grouped)
        values, totals = self._values(totalled, "", "value"), self._values(totalled, "t_", "total")
        columns = [totalled.c[name] for name in self.dimensions]
        columns += [value.label(f"m{number}") for number, value in enumerate(values.values())]
        columns += [total.label(f"t{number}") for number, total in enumerate(totals.values())]
        chosen = select(*columns, totalled.c[GROUPS])
        return chosen.order_by(*self._order(totalled, values)).limit(self.question.report.limit)

    def _rows(self) -> Subquery:
        columns = [each.sql.label(name) for name, each in zip(self.dimensions, self.question.dimensions, strict=True)]
        columns += [sql.label(name) for name, sql in self._named(lambda plan: plan.inputs)]
        columns = columns or [sa.literal_column("1").label("row")]
        return select(*columns).select_from(self.question.source).where(self.question.condition).subquery("rows")

    def _ranked(self, rows: Subquery) -> Subquery:
        """Places among like rows, where a measure asks for them."""
        by = [rows.c[name] for name in self.dimensions]
        named = [
            (f"{id}_{name}", sql)
            for id, plan in self._prefixed()
            if plan.windows is not None
            for name, sql in plan.windows(_local(rows.c, id), by).items()
        ]
        if not named:
            return rows
        return select(*rows.c, *(sql.label(name) for name, sql in named)).subquery("ranked")

    def _grouped(self, rows: Subquery) -> Subquery:
        columns = [rows.c[name] for name in self.dimensions]
        for id, plan in self._prefixed():
            for name, part in plan.parts(_local(rows.c, id)).items():
                self.totals[f"{id}_{name}"] = part
                columns.append(part.sql.label(f"{id}_{name}"))
        columns = columns or [func.count().label("n")]
        chosen = select(*columns).select_from(rows)
        return chosen.group_by(*(rows.c[name] for name in self.dimensions)).subquery("grouped")

    def _totalled(self, grouped: Subquery) -> Subquery:
        totals = [part.total(grouped.c[name]).over().label(f"t_{name}") for name, part in self.totals.items()]
        return select(*grouped.c, *totals, func.count().over().label(GROUPS)).subquery("totalled")

    def _values(self, totalled: Subquery, prefix: str, face: str) -> dict[str, ColumnElement]:
        """Each measure from its parts; what is made of measures sees those before it."""
        made: dict[str, ColumnElement] = {}
        for number, (id, plan) in enumerate(self.plans.items()):
            parts = _local(totalled.c, f"{prefix}x{number}")
            compute = getattr(plan, face) or plan.value
            made[id] = compute(parts or made)
        return made

    def _order(self, totalled: Subquery, values: Mapping[str, ColumnElement]) -> Iterator[ColumnElement]:
        """As the report says; the dimensions settle what is still equal, and the empty stand last."""
        asked = {each.id: (name, each) for name, each in zip(self.dimensions, self.question.dimensions, strict=True)}
        for written in (*self.question.report.sort, *asked):
            id, down = written.removeprefix("-"), written.startswith("-")
            if id in asked:
                name, dimension = asked[id]
                by = _sortable(dimension, totalled.c[name])
            elif id in values:
                by = values[id]
            else:
                continue
            yield (by.desc() if down else by.asc()).nulls_last()

    def _named(self, columns) -> Iterator[tuple[str, ColumnElement]]:
        for id, plan in self._prefixed():
            yield from ((f"{id}_{name}", sql) for name, sql in columns(plan).items())

    def _prefixed(self) -> Iterator[tuple[str, Plan]]:
        """Measures by place: a measure's id could clash with names of ours."""
        return ((f"x{number}", plan) for number, plan in enumerate(self.plans.values()))


def _local(columns: Mapping[str, ColumnElement], prefix: str) -> dict[str, ColumnElement]:
    """The columns of one measure by the names its plan gave them."""
    head = f"{prefix}_"
    return {name.removeprefix(head): column for name, column in columns.items() if name.startswith(head)}


def _sortable(dimension: AskedDimension, column: ColumnElement) -> ColumnElement:
    """Choices in the order of their definition, people by name, texts by code point."""
    order, kind = dimension.known.order, dimension.known.shown.type.name
    if 0 < len(order) <= ORDERED_CHOICES:
        return sa.case({each: number for number, each in enumerate(order)}, value=column, else_=len(order))
    if kind == "person":
        name = select(tables.person.c.name).where(tables.person.c.id == column).scalar_subquery()
        return Bytewise(name)
    if dimension.known.name.type in (Type.TEXT, Type.CHOICE):
        return Bytewise(column)
    return column
