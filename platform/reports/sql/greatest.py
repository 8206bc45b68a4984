"""The values of a dimension that stand for themselves: the greatest by the measure that the answer is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import CTE, ColumnElement, func, select

from rules import Bytewise, Type

from .dimensions import AskedDimension
from .question import Question

if TYPE_CHECKING:
    from .counted import Counted


def greatest(counted: Counted, key: str, asked: AskedDimension) -> CTE:
    """The greatest few of one dimension, over all the others."""
    rows = counted.first_ones(counted.spread, [key], f"first_{key}")
    value = rows.c[key]
    ties = Bytewise(value) if asked.type in (Type.TEXT, Type.CHOICE) else value
    order = [_size(counted, rows).desc().nulls_last(), ties.asc().nulls_last()]
    chosen = select(value.label("value")).group_by(value)
    return chosen.order_by(*order).limit(asked.dimension.top).cte(f"top_{key}")


def ranked_by(question: Question) -> str:
    """The measure by which groups are ordered, else the one that is drawn, else the first."""
    report, known = question.report, [each.id for each in question.measures]
    drawn = report.chart.y if report.chart else ()
    wanted = (*(each.removeprefix("-").partition(".")[0] for each in report.sort), *drawn, *known)
    return next((id for id in wanted if id in known), "")


def _size(counted: Counted, rows: CTE) -> ColumnElement:
    """How great a value is; a share from the parts that it is made of."""
    wanted, made = ranked_by(counted.question), {}
    for (id, plan), measure in zip(counted.placed, counted.question.measures, strict=True):
        parts = plan.parts(counted.given_once(rows, id, measure, now=True))
        made[measure.id] = plan.value({name: counted.now_of(rows, part) for name, part in parts.items()} or made)
        if measure.id == wanted:
            return made[wanted]
    return func.count()
