"""The rows of a report before they are grouped: what counts, once for each value, the greatest by their names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import sqlalchemy as sa
from sqlalchemy import CTE, ColumnElement, func, select

from ..parts import Measure
from ..reading.part_schemas import PERCENTILES
from .dimensions import AskedDimension
from .greatest import greatest
from .measures import ONE, Part, Plan, plan_of
from .question import Question

# Which days a row is of, where two spans are compared; and the names of parts in each.
ERA, NOW, BEFORE = "era", "", "b_"


class Counted:
    """The rows that count, with names d0… for dimensions, x0_… for what measures take, once_… for what counts once."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.plans: dict[str, Plan] = {measure.id: plan_of(question, measure) for measure in question.measures}
        self.keys = [f"d{number}" for number in range(len(question.dimensions))]

    @property
    def asked(self) -> Iterator[tuple[str, AskedDimension]]:
        """The dimensions with their names."""
        return zip(self.keys, self.question.dimensions, strict=True)

    @cached_property
    def placed(self) -> tuple[tuple[str, Plan], ...]:
        """Measures by place: a measure's id could clash with names of ours."""
        return tuple((f"x{number}", plan) for number, plan in enumerate(self.plans.values()))

    def plan(self, id: str) -> Plan:
        """The plan of the measure in that place."""
        return dict(self.placed)[id]

    @cached_property
    def rows(self) -> CTE:
        """Each row once, as it counts in the whole."""
        question = self.question
        columns = [each.sql.label(key) for key, each in self.asked]
        own = ((id, plan) for id, plan in self.placed if self._first_like[id] == id)
        columns += [sql.label(f"{id}_{name}") for id, plan in own for name, sql in plan.inputs.items()]
        columns += [question.once_by(once).label(f"once_{once}") for once in self._once]
        if question.before is not None:
            columns.append(question.is_before.label(ERA))
        columns = columns or [ONE.label("one")]
        return select(*columns).select_from(question.source).where(question.condition_ever).cte("counted")

    @cached_property
    def _first_like(self) -> dict[str, str]:
        """For each measure the first that takes the same: a median and a ninth decile order the values once.

        An average of what is no exact number takes what they take: it is reckoned once for each row.
        """
        first: dict[tuple, str] = {}
        found = {}
        for (id, plan), measure in zip(self.placed, self.question.measures, strict=True):
            alike = measure.kind in (*PERCENTILES, "average") and measure.once is None
            alike = alike and isinstance(plan.inputs["x"].type, sa.Double)
            takes = (measure.of.text, measure.where.text if measure.where else "") if alike else (id,)
            found[id] = first.setdefault(takes, id)
        return found

    @property
    def eras(self) -> tuple[str, ...]:
        """The faces of a part: now, and where the report compares, before."""
        return (NOW,) if self.question.before is None else (NOW, BEFORE)

    def given(self, rows: CTE, id: str) -> dict[str, ColumnElement]:
        """What a measure takes of the rows."""
        return {name: rows.c[f"{self._first_like[id]}_{name}"] for name in self.plan(id).inputs}

    def given_once(self, rows: CTE, id: str, measure: Measure, *, now: bool = False) -> dict[str, ColumnElement]:
        """The same, once for each where the measure counts so; now without the days before."""
        found = self.given(rows, id)
        if measure.once:
            found = {name: sa.case((rows.c[f"{id}_first"] == 1, sql)) for name, sql in found.items()}
        if now and self.question.before is not None:
            found = {name: sa.case((~rows.c[ERA], sql)) for name, sql in found.items()}
        return found

    def now_of(self, rows: CTE, part: Part) -> ColumnElement:
        """A count of every row leaves out those of the days before; what takes a column has nothing of them."""
        apart = part.every and self.question.before is not None
        return part.sql.filter(~rows.c[ERA]) if apart else part.sql

    def first_ones(self, rows: CTE, keep: list[str], name: str) -> CTE:
        """The rows; where some measure counts once, also which of them is the first of its like."""
        flags = []
        for (id, _), measure in zip(self.placed, self.question.measures, strict=True):
            if measure.once:
                alike = [*(rows.c[key] for key in keep), rows.c[f"once_{measure.once}"], rows.c[f"{id}_x"].is_(None)]
                alike += [rows.c[ERA]] if self.question.before is not None else []
                flags.append(func.row_number().over(partition_by=alike).label(f"{id}_first"))
        return select(*rows.c, *flags).cte(name) if flags else rows

    @property
    def _once(self) -> list[str]:
        """What some measure counts once: the record, or a link."""
        return list(dict.fromkeys(measure.once for measure in self.question.measures if measure.once))

    @cached_property
    def spread(self) -> CTE:
        """Each row once for each of its values, where a dimension says so."""
        rows = self.rows
        for key, each in self.asked:
            if each.dimension.each:
                rows = _spread(rows, key, each)
        return rows

    @cached_property
    def named(self) -> CTE:
        """The rows to group; values that are not among the greatest are others: null, with a mark beside it."""
        rows = self.spread
        for key in self.tops:
            columns = [column for column in rows.c if column.name != key]
            is_named = self.is_named(key, rows.c[key])
            value = sa.case((is_named, rows.c[key])).label(key)
            mark = sa.case((is_named, 0), else_=1).label(others_mark(key))
            rows = select(*columns, value, mark).cte(f"named_{key}")
        return rows

    def is_named(self, key: str, value: ColumnElement) -> ColumnElement[bool]:
        """Whether a value of a dimension is among its greatest; to have none may be one of them."""
        top = self.tops[key].c.value
        none_is = select(func.count()).where(top.is_(None)).scalar_subquery() > 0
        among = value.in_(select(top).where(top.is_not(None)))
        return sa.case((value.is_(None), none_is), else_=among)

    @cached_property
    def tops(self) -> dict[str, CTE]:
        """The values of a dimension that stand for themselves."""
        return {key: greatest(self, key, each) for key, each in self.asked if each.dimension.top}


def others_mark(key: str) -> str:
    """The column that says whether a dimension's value is one of the others."""
    return f"{key}_others"


def _spread(rows: CTE, key: str, asked: AskedDimension) -> CTE:
    values = sa.union_all(*(select(sa.literal(option, sa.String).label("value")) for option in asked.known.order))
    options = values.cte(f"values_{key}")
    columns = [column for column in rows.c if column.name != key]
    found = rows.outerjoin(options, asked.holds(rows.c[key], options.c.value))
    return select(*columns, options.c.value.label(key)).select_from(found).cte(f"each_{key}")
