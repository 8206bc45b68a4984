"""From a number to the records behind it: a condition on the form's records, and its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import InvalidOperation
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, select

from accounts import Work
from definitions import Label, Refused

from ..definition import ReportDefinition
from ..parts import Measure
from ..shapes import SHAPES
from ..sql.aspects import BEFORE
from ..sql.counted import Counted
from ..sql.dimensions import OTHERS, AskedDimension
from ..sql.question import Question, ask
from .cell import EMPTY, CellRef
from .naming import DimensionShower
from .showing import Shower


@dataclass(frozen=True)
class Drill:
    """The records behind a number: those of the form for which the condition holds, and what they are, in words."""

    form: str
    condition: ColumnElement[bool]
    parts: tuple[str, ...]
    label: Label
    about: tuple[str, ...] = ()  # what the number is made of, by name

    @property
    def words(self) -> str:
        """The number in words, in the reader's language."""
        return " · ".join(part for part in self.parts if part)


def drill(work: Work, report: ReportDefinition, params: Mapping[str, Any] | None, cell: CellRef | str) -> Drill:
    """What a number counts, as a list can be asked for it; rights and conditions are those of the report."""
    question = ask(work, report, params)
    ref = CellRef.parse(cell) if isinstance(cell, str) else cell
    if question.entity.of_people:
        raise _no_cell(ref)
    behind = SHAPES.get(report.shape.name).drill if report.shape else _of_cell
    conditions, words = behind(question, ref)
    given = [f"{each.label.text(work.language)} {each.shown}" for each in question.params if each.shown]
    shower = Shower(question)
    narrowed = [_words(DimensionShower(shower, asked), key, work.language) for asked, key in question.narrowed]
    return Drill(report.form, conditions, (*words, *narrowed, *given), report.label, _about(question, ref))


def _of_cell(question: Question, ref: CellRef) -> tuple[ColumnElement[bool], list[str]]:
    id, _, aspect = ref.measure.partition(".")
    measure = next((each for each in question.measures if each.id == id), None)
    if aspect and (measure is None or aspect not in question.beside(measure)):
        raise _no_cell(ref)
    if measure is None or set(ref.at) - {each.id for each in question.dimensions}:
        raise _no_cell(ref)
    asked = {each.id: each for each in question.dimensions}
    which = question.condition_before if aspect == BEFORE else question.condition
    conditions = [which, *_counted(question, measure)]
    conditions += [_equals(question, asked[id], key, ref) for id, key in ref.at.items()]
    shower, language = Shower(question), question.work.language
    words = [measure.label.text(language), *_days(question, aspect)]
    words += [_words(DimensionShower(shower, asked[id]), key, language) for id, key in ref.at.items()]
    return _on_records(question, sa.and_(*conditions)), words


def _about(question: Question, ref: CellRef) -> tuple[str, ...]:
    """The names that the measure reads, in order; none of what a shape counts."""
    id = ref.measure.partition(".")[0]
    measure = next((each for each in question.measures if each.id == id), None)
    read = (rule.names for rule in (measure.of, measure.where) if rule is not None) if measure else ()
    return tuple(sorted({name for names in read for name in names}))


def _days(question: Question, aspect: str) -> Iterator[str]:
    """The days before have no param to say them."""
    if aspect == BEFORE:
        yield question.before.words(question.work.language)


def _on_records(question: Question, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """The distinct records behind rows of another sort, or behind rows that were joined with what they point at."""
    if question.source is question.records:
        return condition
    rows = select(question.record_id).select_from(question.source).where(condition)
    return question.records.c.id.in_(rows.correlate(None))


def _counted(question: Question, measure: Measure) -> Iterator[ColumnElement[bool]]:
    """The rows that a measure looks at; of a share, the whole."""
    if measure.where is not None:
        yield question.rule_sql(measure.where)
    if measure.kind == "ratio":
        whole = question.report.measures_by_id[measure.parts[1]]
        yield from _counted(question, whole)
    elif measure.kind == "count":
        if measure.of is not None:
            yield question.rule_sql(measure.of)
    elif measure.kind not in ("formula", "rate"):
        yield question.sql(measure.of).is_not(None)


def _equals(question: Question, asked: AskedDimension, key: str, ref: CellRef) -> ColumnElement:
    if key == EMPTY:
        return asked.sql.is_(None)
    if key == OTHERS and asked.dimension.top:
        return _beyond_the_top(question, asked)
    try:
        return asked.meets(key)
    except (ValueError, InvalidOperation):
        raise _no_cell(ref) from None


def _beyond_the_top(question: Question, asked: AskedDimension) -> ColumnElement[bool]:
    """The rows whose value is not among the greatest."""
    counted = Counted(question)
    return ~counted.is_named(counted.keys[question.dimensions.index(asked)], asked.sql)


def _words(shower: DimensionShower, key: str, language: str) -> str:
    head = shower.column().label.text(language)
    if key == OTHERS and shower.asked.dimension.top:
        return f"{head} {shower.others().text(language)}"
    return f"{head} {shower.cell(None if key == EMPTY else shower.asked.read(key)).text(language)}"


def _no_cell(ref: CellRef) -> Refused:
    return Refused("reports.refused.no_cell", cell=str(ref)[:80])
