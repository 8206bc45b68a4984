"""How each kind of measure becomes SQL: a column of the rows, parts of each group, and a value that totals rightly.

A part is what can be put together again: a count, a sum, a least. An average is the sum of the sums by the sum of the
counts; a median is the sum of weighted values, where all but the middle ones weigh nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy import ColumnElement, func

from definitions import Registry
from rules import compile_sql

from .definition import Measure
from .question import Question, measure_scope

Columns = Mapping[str, ColumnElement]
PERCENTILES = {"median": 0.5, "p90": 0.9}
SUM, MIN, MAX = func.sum, func.min, func.max


@dataclass(frozen=True)
class Part:
    """One aggregate of a group, and how the groups' make the total's."""

    sql: ColumnElement
    total: Callable[[ColumnElement], ColumnElement] = SUM


@dataclass(frozen=True)
class Plan:
    """What a measure needs at each level of the statement; names are local to the measure."""

    inputs: Columns = field(default_factory=dict)
    windows: Callable[[Columns, list[ColumnElement]], Columns] | None = None
    parts: Callable[[Columns], Mapping[str, Part]] = lambda columns: {}
    value: Callable[[Columns], ColumnElement] | None = None
    total: Callable[[Columns], ColumnElement] | None = None


PLANS: Registry[Callable[[Question, Measure], Plan]] = Registry("measure kinds")


def plan_of(question: Question, measure: Measure) -> Plan:
    """The measure's plan."""
    return PLANS.get(measure.kind)(question, measure)


@PLANS.register("count")
def _count(question: Question, measure: Measure) -> Plan:
    conditions = [question.rule_sql(rule) for rule in (measure.of, measure.where) if rule is not None]
    if not conditions:
        return Plan(parts=lambda _: {"n": Part(func.count())}, value=lambda part: part["n"])
    counted = sa.case((sa.and_(*conditions), sa.literal_column("1")))
    return Plan({"x": counted}, parts=lambda given: {"n": Part(func.count(given["x"]))}, value=lambda part: part["n"])


@PLANS.register("sum")
def _sum(question: Question, measure: Measure) -> Plan:
    return _simple(question, measure, SUM, SUM)


@PLANS.register("min")
def _min(question: Question, measure: Measure) -> Plan:
    return _simple(question, measure, MIN, MIN)


@PLANS.register("max")
def _max(question: Question, measure: Measure) -> Plan:
    return _simple(question, measure, MAX, MAX)


def _simple(question: Question, measure: Measure, aggregate: Callable, total: Callable) -> Plan:
    return Plan(
        {"x": value_of(question, measure)},
        parts=lambda given: {"v": Part(aggregate(given["x"]), total)},
        value=lambda part: part["v"],
    )


@PLANS.register("average")
def _average(question: Question, measure: Measure) -> Plan:
    return Plan(
        {"x": _double(value_of(question, measure))},
        parts=lambda given: {"s": Part(func.sum(given["x"])), "n": Part(func.count(given["x"]))},
        value=lambda part: divided(part["s"], part["n"]),
    )


@PLANS.register("distinct")
def _distinct(question: Question, measure: Measure) -> Plan:
    """The same value may stand in several groups; in the total it counts where it stands first."""

    def windows(given: Columns, dimensions: list[ColumnElement]) -> Columns:
        place = func.row_number().over(partition_by=given["x"])
        return {"first": sa.case((sa.and_(given["x"].is_not(None), place == 1), sa.literal_column("1")))}

    def parts(given: Columns) -> Mapping[str, Part]:
        return {"n": Part(func.count(given["x"].distinct())), "t": Part(func.count(given["first"]))}

    return Plan({"x": value_of(question, measure)}, windows, parts, lambda part: part["n"], lambda part: part["t"])


@PLANS.register("median")
@PLANS.register("p90")
def _percentile(question: Question, measure: Measure) -> Plan:
    """Between the two values around the place it is read on the line from one to the other, as percentile_cont does."""
    share = PERCENTILES[measure.kind]

    def windows(given: Columns, dimensions: list[ColumnElement]) -> Columns:
        return {"g": _weighted(given["x"], share, dimensions), "a": _weighted(given["x"], share, [])}

    def parts(given: Columns) -> Mapping[str, Part]:
        return {"v": Part(func.sum(given["g"])), "t": Part(func.sum(given["a"]))}

    plan = Plan({"x": _double(value_of(question, measure))}, windows, parts)
    return Plan(plan.inputs, windows, parts, lambda part: part["v"], lambda part: part["t"])


def _weighted(value: ColumnElement, share: float, dimensions: list[ColumnElement]) -> ColumnElement:
    """The value times its weight among its like; null for all but the one or two around the place."""
    by = {"partition_by": dimensions} if dimensions else {}
    place = func.row_number().over(order_by=value.asc().nulls_last(), **by) - sa.literal_column("1")
    wanted = _float(share) * (func.count(value).over(**by) - sa.literal_column("1"))
    away = func.abs(place - wanted)
    return sa.case((sa.and_(value.is_not(None), away < _float(1.0)), value * (_float(1.0) - away)))


@PLANS.register("ratio")
def _ratio(question: Question, measure: Measure) -> Plan:
    part, whole = measure.parts
    return Plan(value=lambda measures: divided(measures[part], measures[whole]))


@PLANS.register("formula")
def _formula(question: Question, measure: Measure) -> Plan:
    scope = measure_scope(each for each in question.measures if each.id != measure.id)
    return Plan(value=lambda measures: compile_sql(measure.of, measures, question.env, scope))


def value_of(question: Question, measure: Measure) -> ColumnElement:
    """What is added up or ordered; null in rows that do not count for this measure."""
    value = question.sql(measure.of)
    return value if measure.where is None else sa.case((question.rule_sql(measure.where), value))


def divided(part: ColumnElement, whole: ColumnElement) -> ColumnElement:
    """A quotient; null where there is nothing to divide by."""
    return _double(part) / func.nullif(_double(whole), _float(0.0), type_=sa.Double)


def _double(value: ColumnElement) -> ColumnElement:
    return value if isinstance(value.type, sa.Double) else sa.cast(value, sa.Double)


def _float(value: float) -> ColumnElement:
    """Written out and not sent: the statement says what it does."""
    return sa.cast(sa.literal_column(repr(value)), sa.Double)
