"""How each kind of measure becomes SQL: inputs of every row, parts of each group, and a value made of the parts.

A part is one aggregate. Most can be put together again from those of smaller groups: a count, a sum, a least. A median
and a count of different values cannot, so that for a greater group they are computed from its rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, func
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from definitions import Registry
from rules import Expression, compile_sql

from ..parts import Measure
from ..reading.part_schemas import PERCENTILES
from .question import Question, measure_scope

Columns = Mapping[str, ColumnElement]
Merge = Callable[[ColumnElement], ColumnElement]
ONE = sa.literal_column("1")
EVERY = sa.true()  # stands for a condition that every row meets
NUMBER = "number"


@dataclass(frozen=True)
class Part:
    """One aggregate of a group, and how those of smaller groups make it; None where only the rows can.

    `counts` says that it is 0 where there is nothing, `every` that it counts each row, whatever it holds.
    """

    sql: ColumnElement
    merged: Merge | None = func.sum
    counts: bool = False
    every: bool = False

    def filled(self, value: ColumnElement) -> ColumnElement:
        """Its value, which for a count of nothing is 0."""
        return func.coalesce(value, 0) if self.counts else value


@dataclass(frozen=True)
class Plan:
    """What a measure needs at each level of the statement; names are local to the measure."""

    inputs: Columns = field(default_factory=dict)
    parts: Callable[[Columns], Mapping[str, Part]] = lambda columns: {}
    value: Callable[[Columns], ColumnElement] = lambda columns: columns["v"]


class Percentile(FunctionElement):
    """The value at a share of the way through a group's ordered values."""

    type = sa.Double()
    inherit_cache = True


@compiles(Percentile)
def _percentile_call(element: Percentile, compiler: Any, **kw: Any) -> str:
    return f"percentile_cont({compiler.process(element.clauses, **kw)})"


@compiles(Percentile, "postgresql")
def _percentile_postgresql(element: Percentile, compiler: Any, **kw: Any) -> str:
    value, share = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"percentile_cont({share}) WITHIN GROUP (ORDER BY {value})"


PLANS: Registry[Callable[[Question, Measure], Plan]] = Registry("measure kinds")


def plan_of(question: Question, measure: Measure) -> Plan:
    """The measure's plan."""
    return PLANS.get(measure.kind)(question, measure)


@PLANS.register("count")
def _count(question: Question, measure: Measure) -> Plan:
    return _of_rows({"x": _meets(question, measure, measure.of, measure.where)}, lambda given: {"v": given["x"]})


def _of_rows(counted: Columns, parts: Callable[[Columns], Columns], **how: Any) -> Plan:
    """How many rows meet each condition; where there is none a row takes no column along to be counted by."""
    inputs = {name: sql for name, sql in counted.items() if sql is not EVERY}

    def told(given: Columns) -> Mapping[str, Part]:
        return {name: _how_many(sql) for name, sql in parts({**dict.fromkeys(counted, EVERY), **given}).items()}

    return Plan(inputs, told, **how)


def _meets(question: Question, measure: Measure, *rules: Expression | None) -> ColumnElement:
    """Whether a row counts; what counts once is null where it does not."""
    conditions = [question.rule_sql(rule) for rule in rules if rule is not None]
    if not conditions:
        return ONE if measure.once else EVERY
    return sa.case((sa.and_(*conditions), ONE)) if measure.once else sa.and_(*conditions)


def _how_many(counted: ColumnElement) -> Part:
    """The rows that meet a condition, which is quicker than to count what is not null; else those that are not null."""
    if counted is EVERY:
        return Part(func.count(), counts=True, every=True)
    is_condition = isinstance(counted.type, sa.Boolean)
    return Part(func.count().filter(counted) if is_condition else func.count(counted), counts=True)


@PLANS.register("sum")
def _sum(question: Question, measure: Measure) -> Plan:
    return _simple(question, measure, func.sum)


@PLANS.register("min")
def _min(question: Question, measure: Measure) -> Plan:
    return _simple(question, measure, func.min)


@PLANS.register("max")
def _max(question: Question, measure: Measure) -> Plan:
    return _simple(question, measure, func.max)


def _simple(question: Question, measure: Measure, aggregate: Merge) -> Plan:
    value = value_of(question, measure)
    return Plan({"x": value}, lambda given: {"v": Part(aggregate(given["x"]), aggregate)})


@PLANS.register("average")
def _average(question: Question, measure: Measure) -> Plan:
    return Plan({"x": value_of(question, measure)}, _sum_and_count, _mean)


@PLANS.register("rate")
def _rate(question: Question, measure: Measure) -> Plan:
    """How many of the rows meet the condition."""
    if measure.once:
        holds = sa.case((question.rule_sql(measure.of), _float(1.0)), else_=_float(0.0))
        counted = holds if measure.where is None else sa.case((question.rule_sql(measure.where), holds))
        return Plan({"x": counted}, _sum_and_count, _mean)
    inputs = {
        "x": _meets(question, measure, measure.of, measure.where),
        "of": _meets(question, measure, measure.where),
    }
    return _of_rows(inputs, lambda given: {"s": given["x"], "n": given["of"]}, value=_mean)


def _sum_and_count(given: Columns) -> Mapping[str, Part]:
    return {"s": Part(func.sum(given["x"])), "n": Part(func.count(given["x"]), counts=True)}


def _mean(part: Columns) -> ColumnElement:
    return divided(part["s"], part["n"])


@PLANS.register("distinct")
def _distinct(question: Question, measure: Measure) -> Plan:
    def parts(given: Columns) -> Mapping[str, Part]:
        return {"v": Part(func.count(given["x"].distinct()), None, counts=True)}

    value = _apart(question, measure)
    return Plan({"x": value if measure.where is None else sa.case((question.rule_sql(measure.where), value))}, parts)


def _apart(question: Question, measure: Measure) -> ColumnElement:
    """By what values are told apart; no two records have one number, and their ids are sorted sooner than texts."""
    name = measure.of.text.strip()
    by_number = name == NUMBER and question.names[name].column is question.records.c.number
    return question.record_id if by_number else question.sql(measure.of)


def _percentile(question: Question, measure: Measure) -> Plan:
    share = _float(PERCENTILES[measure.kind])

    def parts(given: Columns) -> Mapping[str, Part]:
        return {"v": Part(Percentile(given["x"], share), None)}

    return Plan({"x": _double(value_of(question, measure))}, parts)


for _name in PERCENTILES:
    PLANS.register(_name)(_percentile)


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
