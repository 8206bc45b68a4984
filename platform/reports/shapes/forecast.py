"""A forecast: what is open in each stage, by how often records that came so far were won before.

Only those count as before whose end is known; what waits or is parked says nothing yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Select, func, select

from definitions import LANGUAGES, Label, Problem, Refused, say
from rules import Type, parse

from ..answers.cell import CellRef
from ..answers.finding import with_finding
from ..answers.measuring import MeasureShower
from ..answers.showing import Shower, rounded
from ..answers.table import DIMENSION, Cell, Column, ReportTable, Row
from ..checks.checked import Checked
from ..parts import Measure
from ..sql.question import Question
from .cells import blank, number, rate, table_of_shape
from .funnel import counted, furthest, pipeline_of, pipeline_problems
from .shape import SHAPES, Asked, Shape

STAGE, OPEN, AMOUNT, BEFORE, RATE, EXPECTED, VALUE = "stage", "open", "amount", "decided", "rate", "expected", "value"
WON, DECIDED = "won", ("won", "lost", "invalid")


def _steps(question: Question) -> list[Any]:
    """The stages that a record can be open in."""
    return [stage for stage in pipeline_of(question).steps if stage.is_open]


def _statement(question: Question) -> Select:
    """What is open in each stage with how much; and of those who came so far and are decided, how many were won."""
    records, cohort = question.records, counted(question)
    amount = question.names[question.report.shape.settings["amount"]].column
    money = sa.cast(func.sum(amount), sa.Double)
    is_open = _is_open(question)
    stands = select(records.c.stage.label("stage"), sa.literal_column("-1").label("far"), func.count().label("n"))
    stands = stands.add_columns(money.label("amount"), sa.cast(sa.null(), sa.String).label("became"))
    stands = stands.select_from(question.source).where(is_open).group_by(records.c.stage)
    nothing = (sa.cast(sa.null(), sa.String), sa.cast(sa.null(), sa.Double))
    came = select(nothing[0], cohort.c.far, cohort.c.n, nothing[1], cohort.c.became)
    came = came.where(cohort.c.became.in_(DECIDED))
    return sa.union_all(stands, came)


def _table(question: Question, found: Sequence[Any]) -> ReportTable:
    stands = {stage: (n, amount or 0) for stage, far, n, amount, _ in found if far == -1}
    ends = [(far, became, n) for _, far, n, _, became in found if far >= 0]
    rows, sums = [], [0, 0.0, 0.0, 0.0]
    for place, stage in enumerate(_steps(question)):
        n, amount = stands.get(stage.id, (0, 0))
        decided = sum(count for far, _, count in ends if far >= place)
        won = sum(count for far, became, count in ends if far >= place and became == WON)
        chance = won / decided if decided else None
        expected = [None, None] if chance is None else [n * chance, float(amount) * chance]
        head = [Cell(stage.id, stage.label, stage.id), number(n), _money(question, amount)]
        rows.append(Row((*head, number(decided), rate(won, decided), _few(expected[0]), _money(question, expected[1]))))
        sums = [a + (b or 0) for a, b in zip(sums, (n, float(amount), *expected), strict=True)]
    money = [_money(question, sums[1]), blank(), blank(), _few(sums[2]), _money(question, sums[3])]
    whole = Row((blank(), number(int(sums[0])), *money))
    table = table_of_shape(question, columns=_columns(question), rows=tuple(rows), totals=whole)
    return with_finding(table, _sentence)


def _sentence(table: ReportTable, language: str) -> str:
    """What is to be expected of all that is open."""
    if not table.cell(table.totals, OPEN).value:
        return say("reports.finding.nothing", language)
    said = {id: table.cell(table.totals, id).text(language) for id in (OPEN, AMOUNT, EXPECTED, VALUE)}
    return say("reports.finding.forecast", language, **said)


def _few(value: float | None) -> Cell:
    """So many wins, with one decimal: half a win is no win, but two halves are one."""
    return Cell(None, Label.of("–")) if value is None else Cell(round(value, 2), Label.of(rounded(value, 1)))


def _money(question: Question, value: Any) -> Cell:
    """An amount as its field shows it."""
    name = question.report.shape.settings["amount"]
    measure = Measure("amount", Label.of(name), "sum", of=parse(name))
    shown = None if value is None else round(float(value))
    return MeasureShower(Shower(question), measure).cell(shown)


def _columns(question: Question) -> tuple[Column, ...]:
    amount = question.names[question.report.shape.settings["amount"]].label
    return (
        Column(STAGE, _said("stage"), "choice", DIMENSION),
        Column(OPEN, _said("open"), "integer"),
        Column(AMOUNT, amount, "money"),
        Column(BEFORE, _said("decided"), "integer"),
        Column(RATE, _said("rate"), "percent"),
        Column(EXPECTED, _said("expected"), "number"),
        Column(VALUE, _said("value", amount=amount), "money"),
    )


def _said(key: str, **params: Any) -> Label:
    return Label.of({language: say(f"reports.forecast.{key}", language, **params) for language in LANGUAGES})


def _drill(question: Question, ref: CellRef) -> Asked:
    """What is open in a stage; or those who came so far and are decided."""
    steps = {stage.id: (place, stage.label) for place, stage in enumerate(_steps(question))}
    stage, language = ref.at.get(STAGE), question.work.language
    names = {column.id: column.label for column in _columns(question)}
    if set(ref.at) - {STAGE} or ref.measure not in names or (stage is not None and stage not in steps):
        raise Refused("reports.refused.no_cell", cell=str(ref)[:80])
    words = [names[ref.measure].text(language), *([steps[stage][1].text(language)] if stage else [])]
    records = question.records
    if ref.measure in (BEFORE, RATE):
        cohort = furthest(question)
        far = [cohort.c.far >= steps[stage][0]] if stage else []
        return records.c.id.in_(select(cohort.c.record).where(cohort.c.became.in_(DECIDED), *far)), words
    stages = [stage] if stage else list(steps)
    here = sa.and_(_is_open(question), records.c.stage.in_(stages))
    behind = select(records.c.id).select_from(question.source).where(here).correlate(None)
    return records.c.id.in_(behind), words


def _is_open(question: Question) -> ColumnElement[bool]:
    """What is open now, whenever it came in."""
    records = question.records
    return sa.and_(*question.of_any_time, records.c.outcome == "open", records.c.pipeline == pipeline_of(question).id)


def _problems(checked: Checked) -> Iterator[Problem]:
    """A pipeline of the form, and an amount that is a number of the record."""
    yield from pipeline_problems(checked, ("forecast", "pipeline"))
    name, path = checked.report.shape.settings["amount"], ("forecast", "amount")
    if name not in checked.names:
        yield checked.unknown(path, "name", name, checked.names)
    elif checked.names[name].name.type is not Type.NUMBER:
        yield checked.problem(path, "no_amount_of_records", name=name)


SHAPES.register("forecast")(
    Shape(
        schema={
            "type": "object",
            "required": ["pipeline", "amount"],
            "additionalProperties": False,
            "properties": {
                "pipeline": {"type": "string"},
                "amount": {"type": "string", "description": "The field that says how much a record is worth"},
            },
        },
        statement=_statement,
        numbers=lambda settings: (OPEN, AMOUNT, BEFORE, RATE, EXPECTED, VALUE),
        table=_table,
        drill=_drill,
        problems=_problems,
        names=lambda settings: frozenset({settings["amount"]}),
    )
)
