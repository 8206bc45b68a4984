"""Cohorts: of those who came in together, which share had got somewhere after a day, a week, four weeks.

Each column asks only those who have had so much time, so that a young cohort is not told to have failed.
"""

from __future__ import annotations

import operator
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Select, func, select

from definitions import LANGUAGES, Duration, Label, Problem, Refused, say
from rules import RuleError, Type, compared, parse
from rules import check as typed

from ..answers.cell import EMPTY, CellRef
from ..answers.finding import with_finding
from ..answers.lengths import length_of_time
from ..answers.naming import DimensionShower
from ..answers.showing import Shower
from ..answers.table import Cell, Column, ReportTable, Row
from ..checks.checked import TIMES, Checked
from ..parts import Dimension, names_in
from ..sql.dimensions import AskedDimension
from ..sql.question import Question
from .cells import blank, number, rate, table_of_shape
from .shape import SHAPES, Asked, Shape

SIZE, COHORT, MOST_STEPS = "size", "cohort", 24


def _dimension(question: Question) -> AskedDimension:
    """What puts the cohorts together: a dimension of the report, else the time at which they began."""
    if question.dimensions:
        return question.dimensions[0]
    settings = question.report.shape.settings
    return AskedDimension(question, Dimension(COHORT, parse(settings["start"]), grain=settings.get("grain", "month")))


def _steps(question: Question) -> list[float]:
    """How many seconds each column allows."""
    settings = question.report.shape.settings
    step = Duration.parse(settings.get("step", "7 days")).seconds
    return [step * (place + 1) for place in range(settings.get("steps", 8))]


def _numbers(settings: Mapping[str, Any]) -> tuple[str, ...]:
    return (SIZE, *(f"step{place}" for place in range(settings.get("steps", 8))))


def _start(question: Question) -> ColumnElement:
    return question.names[question.report.shape.settings["start"]].column


def _took(question: Question) -> ColumnElement:
    """How long it took to get there; null for those who never did, or not in the way that counts."""
    settings = question.report.shape.settings
    took = question.rule_sql(parse(f"{settings['reached']} - {settings['start']}"))
    if "when" not in settings:
        return took
    return sa.case((question.rule_sql(parse(settings["when"])), took))


def _had_time(question: Question, seconds: float) -> ColumnElement[bool]:
    """Whether so much time has passed since the start."""
    start = _start(question)
    if isinstance(start.type, sa.Date):
        return start <= sa.literal((question.env.now - timedelta(seconds=seconds)).date(), sa.Date)
    ago = f"now - {seconds:.0f} seconds"
    return start <= question.sql(parse(ago))


def _statement(question: Question) -> Select:
    """For each cohort its size, and for each step those who have had the time and those who got there in it."""
    rows = _rows(question)
    columns = [func.count().label("size")]
    for place in range(len(_steps(question))):
        columns += [func.count().filter(rows.c[name]).label(name) for name in (f"had{place}", f"got{place}")]
    chosen = select(rows.c.cohort, *columns).group_by(rows.c.cohort)
    return chosen.order_by(rows.c.cohort.asc().nulls_last())


def _rows(question: Question) -> Any:
    took = _took(question)
    columns = [question.record_id.label("record"), _dimension(question).sql.label("cohort")]
    for place, seconds in enumerate(_steps(question)):
        had, within = _had_time(question, seconds), compared(operator.lt, took, sa.literal(seconds, sa.Double))
        columns += [had.label(f"had{place}"), sa.and_(had, within).label(f"got{place}")]
    started = _start(question).is_not(None)
    return select(*columns).select_from(question.source).where(question.condition, started).cte("started")


def _table(question: Question, found: Sequence[Any]) -> ReportTable:
    shower = DimensionShower(Shower(question), _dimension(question))
    shower.expect([row.cohort for row in found])
    steps = range(len(_steps(question)))
    rows = tuple(Row((shower.cell(row.cohort), number(row.size), *_shares([row], steps))) for row in found)
    size = sum(row.size for row in found)
    table = table_of_shape(
        question,
        columns=(shower.column(), Column(SIZE, _said("size"), "integer"), *_columns(question)),
        rows=rows,
        totals=Row((blank(), number(size), *_shares(found, steps))),
    )
    return with_finding(table, _sentence)


def _sentence(table: ReportTable, language: str) -> str:
    """How many get there after the first step of time and after the last, of all cohorts together."""
    shares = [column for column in table.measures[1:] if table.value(table.totals, column.id) is not None]
    if not table.rows or not shares:
        return say("reports.finding.nothing", language)
    first, last = shares[0], shares[-1]
    said = {"within": first.label, "share": table.text(table.totals, first.id, language)}
    if first is last:
        return say("reports.finding.cohort_once", language, **said)
    later = {"later": last.label, "then": table.text(table.totals, last.id, language)}
    return say("reports.finding.cohort", language, **said, **later)


def _shares(found: Sequence[Any], steps: range) -> Iterator[Cell]:
    for place in steps:
        had = sum(row._mapping[f"had{place}"] for row in found)
        got = sum(row._mapping[f"got{place}"] for row in found)
        yield rate(got, had) if had else Cell(None, Label.of(""))


def _columns(question: Question) -> Iterator[Column]:
    for place, seconds in enumerate(_steps(question)):
        said = {lang: say("reports.cohort.within", lang, time=length_of_time(seconds, lang)) for lang in LANGUAGES}
        yield Column(f"step{place}", Label.of(said), "percent")


def _said(key: str) -> Label:
    return Label.of({language: say(f"reports.cohort.{key}", language) for language in LANGUAGES})


def _drill(question: Question, ref: CellRef) -> Asked:
    """The whole cohort, or those of it who got there in time."""
    asked, language = _dimension(question), question.work.language
    columns = {each.id: each for each in _columns(question)}
    if set(ref.at) - {asked.id} or ref.measure not in (SIZE, *columns):
        raise Refused("reports.refused.no_cell", cell=str(ref)[:80])
    rows = _rows(question)
    conditions, shower = [], DimensionShower(Shower(question), asked)
    words = [_said("size").text(language)]
    if ref.measure != SIZE:
        conditions.append(rows.c[ref.measure.replace("step", "got")])
        words = [columns[ref.measure].label.text(language)]
    if (key := ref.at.get(asked.id)) is not None:
        at = asked.sql.is_(None) if key == EMPTY else asked.meets(key)
        inside = select(question.record_id).select_from(question.source).where(question.condition, at)
        conditions.append(rows.c.record.in_(inside.correlate(None)))
        words.append(shower.cell(None if key == EMPTY else asked.read(key)).text(language))
    behind = select(rows.c.record).where(*conditions)
    return question.records.c.id.in_(behind), words


def _names(settings: Mapping[str, Any]) -> frozenset[str]:
    return names_in(*(parse(settings[key]) for key in ("start", "reached", "when") if key in settings))


def _problems(checked: Checked) -> Iterator[Problem]:
    """Two moments of the record, a condition that fits, and one dimension at most."""
    settings = checked.report.shape.settings
    for key in ("start", "reached"):
        name, path = settings[key], ("cohort", key)
        if name not in checked.names:
            yield checked.unknown(path, "name", name, checked.names)
        elif checked.names[name].name.type not in TIMES:
            yield checked.problem(path, "period_of_time", name=name)
    if "when" in settings:
        try:
            kind = typed(parse(settings["when"]), checked.scope)
            if kind not in (Type.YES_NO, Type.NULL):
                yield checked.problem(("cohort", "when"), "no_condition")
        except RuleError as error:
            yield checked.problem(("cohort", "when"), "rule_is_wrong", error=error.sentence("en"))
    if len(checked.report.dimensions) > 1:
        yield checked.problem(("dimensions",), "one_dimension")


SHAPES.register("cohort")(
    Shape(
        schema={
            "type": "object",
            "required": ["start", "reached"],
            "additionalProperties": False,
            "properties": {
                "start": {"type": "string", "description": "When a record began: a day or moment"},
                "reached": {"type": "string", "description": "When it got there: a day or moment"},
                "when": {"type": "string", "description": "Only those count as having got there who meet this"},
                "grain": {"enum": ["day", "week", "month", "quarter", "year"], "default": "month"},
                "step": {"type": "string", "description": "How much time each column allows more: 7 days"},
                "steps": {"type": "integer", "minimum": 1, "maximum": MOST_STEPS, "default": 8},
            },
        },
        statement=_statement,
        numbers=_numbers,
        table=_table,
        drill=_drill,
        problems=_problems,
        without=("measures", "sort", "limit"),
        names=_names,
        chart="cohort",
    )
)
