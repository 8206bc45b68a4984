"""One report, one SQL statement: groups, order, others and what stands beside, on SQLite and PostgreSQL alike."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

import sqlalchemy as sa
from sqlalchemy import CTE, ColumnElement, Select, func, select

from records import tables
from rules import Bytewise, Type

from .counted import others_mark
from .dimensions import AskedDimension
from .faces import WINDOW, Face, aspects_of
from .grouping import COLUMNS, GROUPS, LEVEL, ROWS, TOTAL, Grouped
from .question import Question

ORDERED_CHOICES = 100
PLACE, MISSES, MISSED, OTHERS = "place", "misses", "missed", "o_"
WAYS = {"at_least": operator.ge, "over": operator.gt, "at_most": operator.le, "under": operator.lt}
# How the columns of each face are called: m0 is a group's, t0 the whole's, o0 the others', r0 and c0 the margins'.
LETTERS = {"": "m", TOTAL: "t", OTHERS: "o", ROWS: "r", COLUMNS: "c"}


def statement_of(question: Question) -> Select:
    """The statement: dimensions d0…, measures m0… with m0_share…, the same of the whole t0…, the number of groups."""
    return Writer(question).statement()


class Writer:
    """Builds what stands on the groups: their order, the others, the values, and what is shown beside them."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.grouped = Grouped(question)

    def statement(self) -> Select:
        """Groups → their places → the others beside them → values, in order."""
        answer = self._answer
        whole = self._face(answer, TOTAL)
        columns = [answer.c[key] for key in self.grouped.keys]
        for prefix in ("", TOTAL, OTHERS, *self.grouped.margins):
            shown = self._face(answer, prefix).shown(whole)
            columns += [sql.label(f"{LETTERS[prefix]}{name}") for name, sql in shown.items()]
        columns += [answer.c[name] for name in (MISSES, MISSED) if self._bounds]
        chosen = select(*columns, answer.c[GROUPS])
        return chosen.where(self._shown(answer)).order_by(answer.c[PLACE])

    def _shown(self, answer: CTE) -> ColumnElement[bool]:
        """Groups within limit and bounds; where none is, the first all the same, as the whole stands beside it."""
        limit = self.question.report.limit
        if not self._bounds:
            return answer.c[PLACE] <= limit
        return sa.or_(answer.c[PLACE] == 1, sa.and_(answer.c[PLACE] <= limit, answer.c[MISSES] == 0))

    def _face(self, level: CTE, prefix: str = "") -> Face:
        return Face(self.question, self.grouped.counted.plans, level.c, prefix)

    @cached_property
    def _placed(self) -> CTE:
        """Each group with its place in the order; those out of bounds come last."""
        totalled = self.grouped.totalled
        misses = self._misses(totalled)
        order = [*([] if misses is None else [misses]), *self._order(totalled)]
        place = func.row_number().over(order_by=order or None).label(PLACE)
        chosen = select(*totalled.c, place, (sa.literal_column("0") if misses is None else misses).label(MISSES))
        return (chosen.where(totalled.c[LEVEL] == 0) if self.grouped.at_once else chosen).cte("placed")

    def _misses(self, totalled: CTE) -> ColumnElement | None:
        """Whether a measure of the group is out of its bounds, or unknown; None where there are none."""
        if not self._bounds:
            return None
        now = self._face(totalled).now
        return sa.case((sa.and_(*(WAYS[way](now[id], amount) for id, way, amount in self._bounds)), 0), else_=1)

    @cached_property
    def _bounds(self) -> list[tuple[str, str, float]]:
        return [(each.id, way, amount) for each in self.question.measures for way, amount in each.bounds]

    @cached_property
    def _answer(self) -> CTE:
        """Beside each group the parts of those that the limit cuts off, and what only all groups together tell."""
        placed = self._placed
        cut = sa.or_(placed.c[PLACE] > self.question.report.limit, placed.c[MISSES] == 1)
        others = {
            f"{OTHERS}{name}": part.merged(sa.case((cut, placed.c[name]))).over()
            if part.merged
            else sa.cast(sa.null(), sa.Double)
            for name, part in self.grouped.parts.items()
        }
        missed = {MISSED: func.sum(placed.c[MISSES]).over()} if self._bounds else {}
        beside = {**others, **missed, **dict(self._windows(placed))}
        return select(*placed.c, *(sql.label(name) for name, sql in beside.items())).cte("answer")

    def _windows(self, placed: CTE) -> Iterator[tuple[str, ColumnElement]]:
        face, whole = self._face(placed), self._face(placed, TOTAL)
        along, *apart = [_sortable(each, placed.c[key]) for key, each in self.grouped.counted.asked] or [None]
        apart += [placed.c[mark] for mark in self.grouped.marks]
        for number, measure in enumerate(self.question.measures):
            for name, aspect in aspects_of(self.question, measure):
                if aspect.over_groups:
                    beside = replace(face.beside(measure, whole), along=along, apart=tuple(apart))
                    yield f"{WINDOW}{number}_{name}", aspect.sql(beside)

    def _order(self, totalled: CTE) -> Iterator[ColumnElement]:
        """As the report says; the dimensions settle what is still equal, the empty and the others stand last."""
        asked = {each.id: (key, each) for key, each in self.grouped.counted.asked}
        values = self._face(totalled).sortable(self._face(totalled, TOTAL))
        for place, written in enumerate((*self.question.report.sort, *asked)):
            id, down = written.removeprefix("-"), written.startswith("-")
            if id in values and place == 0:
                yield from (totalled.c[mark] for mark in self.grouped.marks)
            if id in asked:
                key, dimension = asked[id]
                yield from (totalled.c[mark] for mark in self.grouped.marks if mark == others_mark(key))
                by = _sortable(dimension, totalled.c[key])
            elif id in values:
                by = values[id]
            else:
                continue
            yield (by.desc() if down else by.asc()).nulls_last()


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
