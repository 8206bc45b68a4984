"""Steps that nobody wrote down, read from what was really done: detours, repeated steps of people's own, silent moves.

A detour is a move that the pipeline does not name. A step of somebody's own is a promised next step that many promise
at the same stage. A silent move is a stage that was left with nothing done in it: the work was done elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy import CTE, ColumnElement, Select, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from definitions import LANGUAGES, Label, Problem, Refused, say
from records import tables

from ..answers.cell import CellRef
from ..answers.finding import with_finding
from ..answers.table import DIMENSION, Cell, Column, ReportTable, Row
from ..checks.checked import Checked
from ..sql.question import Question
from .cells import number, rate, table_of_shape
from .funnel import pipeline_of, pipeline_problems
from .shape import SHAPES, Asked, Shape

SORT, STAGE, WHAT = "sort", "stage", "what"
RECORDS, OF_STAGE, WITH, WITHOUT = "records", "of_stage", "won_with", "won_without"
DETOUR, OWN, SILENT = "detour", "own", "silent"
ARROW = ">"
MOST, FEWEST = 30, 2
NAMES, NUMBERS = ("sort", "stage", "what"), ("n", "decided", "won")
DECIDED = ("won", "lost", "invalid")


class Words(FunctionElement):
    """What somebody wrote, out of a column that holds JSON; nothing where it holds more than a text."""

    type = sa.String()
    inherit_cache = True


@compiles(Words)
def _words_sqlite(element: Words, compiler: Any, **kw: Any) -> str:
    column = compiler.process(element.clauses, **kw)
    return f"CASE WHEN json_type({column}) = 'text' THEN lower(trim(json_extract({column}, '$'))) END"


@compiles(Words, "postgresql")
def _words_postgresql(element: Words, compiler: Any, **kw: Any) -> str:
    column = compiler.process(element.clauses, **kw)
    return f"CASE WHEN jsonb_typeof({column}) = 'string' THEN lower(trim({column} #>> '{{}}')) END"


def _statement(question: Question) -> Select:
    """Each sign with its records; beside it all that stood in the stage, and how many of both were won."""
    mine = _Mine(question)
    stage, found = mine.stood, mine.found
    share = sa.cast(found.c.n, sa.Double) / sa.cast(stage.c.n, sa.Double)
    at_least = question.report.shape.settings.get("at_least", 0.05)
    chosen = select(
        *found.c, stage.c.n.label("stood"), stage.c.decided.label("all_decided"), stage.c.won.label("all_won")
    )
    chosen = chosen.select_from(found.join(stage, stage.c.stage == found.c.stage))
    chosen = chosen.where(found.c.n >= FEWEST, share >= sa.literal_column(repr(float(at_least))))
    return chosen.order_by(found.c.n.desc(), found.c.sort, found.c.stage, found.c.what).limit(MOST)


class _Mine:
    """What the statement is put together from: the records are looked at once, and their ways instead of all stays."""

    def __init__(self, question: Question) -> None:
        self.question = question

    @cached_property
    def found(self) -> CTE:
        """Each sign with how many records show it, how many of them are decided, and how many were won."""
        signs, promised = _signs(self.question).cte("signs"), _own_steps(self.question).cte("promised")
        told = self._summed(signs, [signs.c[name] for name in NAMES])
        by = [promised.c[name] for name in NAMES]
        beside = self.question.source.join(promised, promised.c.record == self.question.records.c.id)
        said = select(*by, *self._numbers).select_from(beside).where(self.question.condition).group_by(*by)
        return sa.union_all(told, said).cte("found")

    @cached_property
    def stood(self) -> CTE:
        """The same of all that stood in each stage."""
        step, ours = _steps(self.question)
        stages = select(step.way, step.stage).where(ours).distinct().cte("stages")
        return self._summed(stages, [stages.c.stage]).cte("stood")

    def _summed(self, rows: CTE, by: list[ColumnElement]) -> Select:
        """The numbers of all records that went one of these ways."""
        went = self._went
        sums = [sa.cast(func.sum(went.c[name]), sa.Integer).label(name) for name in NUMBERS]
        return select(*by, *sums).select_from(rows.join(went, went.c.way == rows.c.way)).group_by(*by)

    @cached_property
    def _went(self) -> CTE:
        """How many of the records that count went each way."""
        way = self.question.records.c.way
        chosen = select(way, *self._numbers).select_from(self.question.source)
        return chosen.where(self.question.condition).group_by(way).cte("went")

    @cached_property
    def _numbers(self) -> list[ColumnElement]:
        """How many records, how many of them are decided, and how many were won."""
        outcome, one = self.question.records.c.outcome, sa.literal_column("1")
        decided, won = sa.case((outcome.in_(DECIDED), one)), sa.case((outcome == "won", one))
        counted = (func.count(), func.count(decided), func.count(won))
        return [count.label(name) for name, count in zip(NUMBERS, counted, strict=True)]


def _open_stages(question: Question) -> list[str]:
    return [stage.id for stage in pipeline_of(question).stages if stage.is_open]


def _steps(question: Question) -> Any:
    """The steps of ways in open stages of the pipeline."""
    step, pipeline = tables.way_step.c, pipeline_of(question)
    return step, sa.and_(step.pipeline == pipeline.id, step.stage.in_(_open_stages(question)))


def _signs(question: Question) -> Any:
    """Every sign that a way shows, once for each."""
    return sa.union(_detours(question), _silent(question))


def _detours(question: Question) -> Select:
    """Moves that the stage does not name."""
    step, ours = _steps(question)
    named = [
        sa.and_(step.stage == stage.id, step.left_to == to)
        for stage in pipeline_of(question).stages
        for to in stage.next
    ]
    what = step.stage + sa.literal(ARROW) + step.left_to
    chosen = select(sa.literal(DETOUR).label("sort"), step.stage.label("stage"), what.label("what"), step.way)
    return chosen.where(ours, step.left_to != "", ~sa.or_(sa.false(), *named))


def _silent(question: Question) -> Select:
    """Stages left for another open one with no contact and no task done in them."""
    step, ours = _steps(question)
    onwards = [stage.id for stage in pipeline_of(question).steps]
    chosen = select(sa.literal(SILENT), step.stage, sa.literal(SILENT), step.way)
    return chosen.where(ours, step.silent, step.left_to.in_(onwards), step.left_to != step.stage)


def _own_steps(question: Question) -> Select:
    """Promised next steps, by their words and the stage in which they were promised, once for each record."""
    visit, task = tables.stage_visit.c, tables.task.c
    said = Words(task.title)
    within = sa.and_(
        visit.form == task.form, visit.record == task.record, task.opened_at >= visit.entered_at,
        sa.or_(visit.left_at.is_(None), task.opened_at <= visit.left_at),
    )  # fmt: skip
    ours = (visit.pipeline == pipeline_of(question).id, visit.stage.in_(_open_stages(question)))
    named = (sa.literal(OWN).label("sort"), visit.stage.label("stage"), said.label("what"), visit.record)
    chosen = select(*named).select_from(tables.task.join(tables.stage_visit, within))
    mine = (task.form == question.report.form, task.task == "next_step")
    return chosen.where(*mine, *ours, said.is_not(None), said != "").distinct()


def _table(question: Question, found: Sequence[Any]) -> ReportTable:
    labels = {stage.id: stage.label for stage in pipeline_of(question).stages}
    rows = tuple(_row(row, labels) for row in found)
    totals = Row((*(Cell(None, Label.of("")) for _ in range(7)),))
    return with_finding(table_of_shape(question, columns=_columns(), rows=rows, totals=totals), _sentence)


def _row(row: Any, labels: dict[str, Label]) -> Row:
    what = _what(row.sort, row.what, labels)
    return Row(
        (
            Cell(row.sort, _said(row.sort), row.sort),
            Cell(row.stage, labels.get(row.stage, Label.of(row.stage)), row.stage),
            Cell(row.what, what, row.what),
            number(row.n),
            rate(row.n, row.stood),
            rate(row.won, row.decided),
            rate(row.all_won - row.won, row.all_decided - row.decided),
        )
    )


def _what(sort: str, what: str, labels: dict[str, Label]) -> Label:
    if sort == SILENT:
        return _said("nothing_done")
    if sort == OWN:
        return Label.of(what)
    start, _, end = what.partition(ARROW)
    names = [labels.get(each, Label.of(each)) for each in (start, end)]
    return Label.of({language: " → ".join(name.text(language) for name in names) for language in LANGUAGES})


def _columns() -> tuple[Column, ...]:
    return (
        Column(SORT, _said("sort"), "choice", DIMENSION),
        Column(STAGE, _said("stage"), "choice", DIMENSION),
        Column(WHAT, _said("what"), "text", DIMENSION),
        Column(RECORDS, _said("records"), "integer"),
        Column(OF_STAGE, _said("of_stage"), "percent"),
        Column(WITH, _said("won_with"), "percent"),
        Column(WITHOUT, _said("won_without"), "percent"),
    )


def _said(key: str) -> Label:
    return Label.of({language: say(f"reports.hidden_steps.{key}", language) for language in LANGUAGES})


def _sentence(table: ReportTable, language: str) -> str:
    """What is done most often without being written down."""
    if not table.rows:
        return say("reports.hidden_steps.none", language)
    first = table.rows[0]
    said = {id: table.cell(first, id).text(language) for id in (SORT, STAGE, WHAT, RECORDS, OF_STAGE)}
    return say("reports.hidden_steps.found", language, **said)


def _drill(question: Question, ref: CellRef) -> Asked:
    """The records that show a sign."""
    sort, stage, what = (ref.at.get(name) for name in (SORT, STAGE, WHAT))
    if (
        sort not in (DETOUR, OWN, SILENT)
        or None in (stage, what)
        or ref.measure not in (RECORDS, OF_STAGE, WITH, WITHOUT)
    ):
        raise Refused("reports.refused.no_cell", cell=str(ref)[:80])
    language = question.work.language
    labels = {one.id: one.label for one in pipeline_of(question).stages}
    words = [
        _said(sort).text(language) if sort in (DETOUR, OWN, SILENT) else "",
        _what(sort, what, labels).text(language),
    ]
    counts = select(question.records.c.id).select_from(question.source).where(question.condition).correlate(None)
    return sa.and_(_shows(question, sort, stage, what), question.records.c.id.in_(counts)), words


def _shows(question: Question, sort: str, stage: str, what: str) -> ColumnElement[bool]:
    """Whether a record shows a sign."""
    rows = (_own_steps(question) if sort == OWN else _signs(question)).subquery("signs")
    meets = (rows.c.sort == sort, rows.c.stage == stage, rows.c.what == what)
    if sort == OWN:
        return question.records.c.id.in_(select(rows.c.record).where(*meets))
    return question.records.c.way.in_(select(rows.c.way).where(*meets))


def _problems(checked: Checked) -> Iterator[Problem]:
    """A pipeline of the form."""
    yield from pipeline_problems(checked, ("hidden_steps", "pipeline"))


SHAPES.register("hidden_steps")(
    Shape(
        schema={
            "type": "object",
            "required": ["pipeline"],
            "additionalProperties": False,
            "properties": {
                "pipeline": {"type": "string"},
                "at_least": {
                    "type": "number",
                    "minimum": 0,
                    "maximum": 1,
                    "default": 0.05,
                    "description": "Which share of the records that stood in a stage must show a sign",
                },
            },
        },
        statement=_statement,
        numbers=lambda settings: (RECORDS, OF_STAGE, WITH, WITHOUT),
        table=_table,
        drill=_drill,
        problems=_problems,
    )
)
