"""One report, one SQL statement: rows, groups, totals and order, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy import CTE, ColumnElement, Select, func, select

from records import tables
from rules import Type

from .counted import Bytewise, Counted, others_mark
from .dimensions import AskedDimension
from .measures import Part
from .question import Question

ORDERED_CHOICES = 100
GROUPS, PLACE, LEVEL = "groups", "place", "level"
TOTAL, OTHERS = "t_", "o_"
Values = dict[str, ColumnElement]


def statement_of(question: Question) -> Select:
    """The statement: dimensions d0…, measures m0…, their totals t0…, those of the others o0…, the number of groups."""
    return Writer(question).statement()


class Writer:
    """Builds the levels of the statement from the inside out."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.counted = Counted(question)
        self.marks = [others_mark(key) for key in self.counted.tops]
        self._parts: dict[str, Part] = {}

    def statement(self) -> Select:
        """Rows → groups → the totals beside them → their places → the others beside them → values, in order."""
        answer = self._with_others(self._placed(self._totalled(self._grouped())))
        columns = [answer.c[key] for key in (*self.counted.keys, *self.marks)]
        for letter, face in (("m", ""), ("t", TOTAL), ("o", OTHERS)):
            values = self._values(answer.c, face).values()
            columns += [value.label(f"{letter}{number}") for number, value in enumerate(values)]
        chosen = select(*columns, answer.c[GROUPS])
        return chosen.where(answer.c[PLACE] <= self.question.report.limit).order_by(answer.c[PLACE])

    @property
    def _adds_up(self) -> bool:
        """Whether the groups make the whole: not where a row stands in several of them."""
        return not any(each.dimension.each for each in self.question.dimensions)

    @property
    def _at_once(self) -> bool:
        """Whether groups and whole are read from the rows in one go, which PostgreSQL can and SQLite cannot."""
        needed = any(part.merged is None for part in self._parts.values()) and bool(self.counted.keys)
        alike = self._adds_up and not any(measure.once for measure in self.question.measures)
        return needed and alike and self.question.work.connection.dialect.name == "postgresql"

    def _grouped(self) -> CTE:
        keep = [*self.counted.keys, *self.marks]
        rows = self._first_ones(self.counted.named, keep, "first_in_group")
        self._parts = self._parts_over(rows)
        if not self._at_once:
            return _aggregated(rows, keep, self._parts).cte("grouped")
        kept = [rows.c[key] for key in keep]
        level = func.grouping(*kept).label(LEVEL)
        chosen = select(*kept, level, *(part.sql.label(name) for name, part in self._parts.items()))
        return chosen.group_by(func.grouping_sets(sa.tuple_(*kept), sa.tuple_())).cte("grouped")

    def _whole(self, names: list[str]) -> CTE:
        """Those parts of everything that can only be read from the rows."""
        rows = self._first_ones(self.counted.rows, [], "first_of_all")
        parts = self._parts_over(rows)
        return _aggregated(rows, [], {name: parts[name] for name in names}).cte("whole")

    def _first_ones(self, rows: CTE, keep: list[str], name: str) -> CTE:
        """The rows; where some measure counts once, also which of them is the first of its like."""
        flags = []
        for (id, _), measure in zip(self.counted.placed, self.question.measures, strict=True):
            if measure.once:
                alike = [*(rows.c[key] for key in keep), rows.c[f"once_{measure.once}"], rows.c[f"{id}_x"].is_(None)]
                flags.append(func.row_number().over(partition_by=alike).label(f"{id}_first"))
        return select(*rows.c, *flags).cte(name) if flags else rows

    def _parts_over(self, rows: CTE) -> dict[str, Part]:
        found = {}
        for (id, plan), measure in zip(self.counted.placed, self.question.measures, strict=True):
            given = {name: rows.c[f"{id}_{name}"] for name in plan.inputs}
            if measure.once:
                first = rows.c[f"{id}_first"] == 1
                given = {name: sa.case((first, column)) for name, column in given.items()}
            for name, part in plan.parts(given).items():
                adds_up = self._adds_up and not measure.once
                found[f"{id}_{name}"] = part if adds_up else replace(part, merged=None)
        return found

    def _totalled(self, groups: CTE) -> CTE:
        """The parts of everything beside those of each group: read at once, put together, or read once more."""
        alone = [name for name, part in self._parts.items() if part.merged is None]
        totals = {name: part.merged(groups.c[name]).over() for name, part in self._parts.items() if part.merged}
        source, number = groups, func.count().over()
        if self._at_once:
            whole = groups.c[LEVEL] > 0
            totals = {name: func.max(sa.case((whole, groups.c[name]))).over() for name in self._parts}
            number = number - sa.literal_column("1")
        elif alone and self.counted.keys:
            beside = self._whole(alone)
            source = groups.join(beside, sa.true())
            totals.update({name: beside.c[name] for name in alone})
        else:
            totals.update({name: groups.c[name] for name in alone})
        named = [sql.label(f"{TOTAL}{name}") for name, sql in totals.items()]
        return select(*groups.c, *named, number.label(GROUPS)).select_from(source).cte("totalled")

    def _placed(self, totalled: CTE) -> CTE:
        """Each group with its place in the order."""
        order = list(self._order(totalled, self._values(totalled.c, "")))
        place = func.row_number().over(order_by=order or None).label(PLACE)
        chosen = select(*totalled.c, place)
        return (chosen.where(totalled.c[LEVEL] == 0) if self._at_once else chosen).cte("placed")

    def _with_others(self, placed: CTE) -> CTE:
        """The parts of the groups that the limit cuts off, beside those of each group."""
        cut = placed.c[PLACE] > self.question.report.limit
        others = {
            name: part.merged(sa.case((cut, placed.c[name]))).over() if part.merged else sa.cast(sa.null(), sa.Double)
            for name, part in self._parts.items()
        }
        return select(*placed.c, *(sql.label(f"{OTHERS}{name}") for name, sql in others.items())).cte("answer")

    def _values(self, columns: Mapping[str, ColumnElement], face: str) -> Values:
        """Each measure from its parts; what is made of measures sees those before it."""
        made: Values = {}
        for number, (id, plan) in enumerate(self.counted.plans.items()):
            made[id] = plan.value(_local(columns, f"{face}x{number}") or made)
        return made

    def _order(self, totalled: CTE, values: Values) -> Iterator[ColumnElement]:
        """As the report says; the dimensions settle what is still equal, the empty and the others stand last."""
        asked = {each.id: (key, each) for key, each in self.counted.asked}
        for place, written in enumerate((*self.question.report.sort, *asked)):
            id, down = written.removeprefix("-"), written.startswith("-")
            if id in values and place == 0:
                yield from (totalled.c[mark] for mark in self.marks)
            if id in asked:
                key, dimension = asked[id]
                yield from (totalled.c[mark] for mark in self.marks if mark == others_mark(key))
                by = _sortable(dimension, totalled.c[key])
            elif id in values:
                by = values[id]
            else:
                continue
            yield (by.desc() if down else by.asc()).nulls_last()


def _aggregated(rows: CTE, keep: list[str], parts: Mapping[str, Part]) -> Select:
    """The parts of each group of rows that are alike in what is kept."""
    kept = [rows.c[key] for key in keep]
    made = [part.sql.label(name) for name, part in parts.items()]
    return select(*kept, *(made or [func.count().label("n")])).select_from(rows).group_by(*kept)


def _local(columns: Mapping[str, ColumnElement], prefix: str) -> dict[str, ColumnElement]:
    """The columns of one measure by the names its plan gave them."""
    head = f"{prefix}_"
    return {name.removeprefix(head): column for name, column in columns.items() if name.startswith(head)}


def _sortable(dimension: AskedDimension, column: ColumnElement) -> ColumnElement:
    """Choices in the order of their definition, people by name, texts by code point."""
    order, refers = dimension.known.order, dimension.known.shown.type.refers
    if dimension.is_banded or dimension.grain:
        return column
    if 0 < len(order) <= ORDERED_CHOICES:
        return sa.case({each: number for number, each in enumerate(order)}, value=column, else_=len(order))
    if refers == "person":
        name = select(tables.person.c.name).where(tables.person.c.id == column).scalar_subquery()
        return Bytewise(name)
    if dimension.type in (Type.TEXT, Type.CHOICE):
        return Bytewise(column)
    return column
