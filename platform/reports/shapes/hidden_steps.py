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
NUMBERS = ("n", "decided", "won")
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
    """What the statement is put together from; the stays are looked at once, however many stages there are."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.stages = list(enumerate(_open_stages(question)))
        self.ends = _ends(question)

    @cached_property
    def found(self) -> CTE:
        """Each sign with how many records show it, how many of them are decided, and how many were won."""
        written = sa.union(_detours(self.question), _own_steps(self.question)).cte("written")
        counted = self._counted(written, [written.c.sort, written.c.stage, written.c.what])
        silent = (self._summed(f"silent{place}", sort=SILENT, stage=id, what=SILENT) for place, id in self.stages)
        return sa.union_all(counted, *silent).cte("found")

    @cached_property
    def stood(self) -> CTE:
        """The same of all that stood in each stage."""
        return sa.union_all(*(self._summed(f"stood{place}", stage=id) for place, id in self.stages)).cte("stood")

    @cached_property
    def ways(self) -> CTE:
        """The same of each way that records went: the few sets of stages in which they stood or which they left so."""
        marks = [column for column in self._gone.c if column.name != "record"]
        return self._counted(self._gone, marks).cte("ways")

    @cached_property
    def _gone(self) -> CTE:
        """Each record with a mark for every stage in which it stood, and for every one it left silently."""
        visit, ours = _stays(self.question)
        silent, one = sa.and_(*_left_silently(self.question)), sa.literal_column("1")
        marks = [
            func.max(sa.case((sa.and_(visit.stage == id, holds), one))).label(f"{name}{place}")
            for place, id in self.stages
            for name, holds in (("stood", sa.true()), ("silent", silent))
        ]
        return select(visit.record, *marks).where(ours).group_by(visit.record).cte("gone")

    def _counted(self, rows: CTE, by: list[ColumnElement]) -> Select:
        """How many records, how many of them are decided, and how many were won."""
        numbers = [
            func.count().label("n"),
            func.count(self.ends.c.decided).label("decided"),
            func.count(self.ends.c.won).label("won"),
        ]
        beside = rows.join(self.ends, self.ends.c.record == rows.c.record)
        return select(*by, *numbers).select_from(beside).group_by(*by)

    def _summed(self, mark: str, **called: str) -> Select:
        """The numbers of all ways that have a mark."""
        names = [sa.cast(sa.literal(text), sa.String).label(name) for name, text in called.items()]
        sums = (func.coalesce(func.sum(self.ways.c[name]), 0) for name in NUMBERS)
        numbers = [sa.cast(total, sa.Integer).label(name) for name, total in zip(NUMBERS, sums, strict=True)]
        return select(*names, *numbers).where(self.ways.c[mark] == 1)


def _ends(question: Question) -> CTE:
    """The records that count, with whether they are decided, and won."""
    records, one = question.records, sa.literal_column("1")
    decided = sa.case((records.c.outcome.in_(DECIDED), one)).label("decided")
    won = sa.case((records.c.outcome == "won", one)).label("won")
    chosen = select(records.c.id.label("record"), decided, won).select_from(question.source)
    return chosen.where(question.condition).cte("ends")


def _open_stages(question: Question) -> list[str]:
    return [stage.id for stage in pipeline_of(question).stages if stage.is_open]


def _stays(question: Question) -> Any:
    """The stays in open stages of the pipeline."""
    visit, pipeline = tables.stage_visit.c, pipeline_of(question)
    stages = _open_stages(question)
    ours = sa.and_(visit.form == question.report.form, visit.pipeline == pipeline.id, visit.stage.in_(stages))
    return visit, ours


def _signs(question: Question) -> CTE:
    """Every sign once for each record."""
    return sa.union(_detours(question), _own_steps(question), _silent(question)).cte("signs")


def _detours(question: Question) -> Select:
    """Moves that the stage does not name."""
    visit, ours = _stays(question)
    named = [
        sa.and_(visit.stage == stage.id, visit.left_to == to)
        for stage in pipeline_of(question).stages
        for to in stage.next
    ]
    what = visit.stage + sa.literal(ARROW) + visit.left_to
    chosen = select(sa.literal(DETOUR).label("sort"), visit.stage.label("stage"), what.label("what"), visit.record)
    return chosen.where(ours, visit.left_to.is_not(None), ~sa.or_(sa.false(), *named))


def _own_steps(question: Question) -> Select:
    """Promised next steps, by their words and the stage in which they were promised."""
    visit, ours = _stays(question)
    task = tables.task.c
    said = Words(task.title)
    within = sa.and_(
        visit.form == task.form, visit.record == task.record, task.opened_at >= visit.entered_at,
        sa.or_(visit.left_at.is_(None), task.opened_at <= visit.left_at),
    )  # fmt: skip
    chosen = select(sa.literal(OWN), visit.stage, said, visit.record)
    chosen = chosen.select_from(tables.task.join(tables.stage_visit, within))
    return chosen.where(ours, task.task == "next_step", said.is_not(None), said != "")


def _silent(question: Question) -> Select:
    """Stages left for another open one with no contact and no task done in them."""
    visit, ours = _stays(question)
    chosen = select(sa.literal(SILENT), visit.stage, sa.literal(SILENT), visit.record)
    return chosen.where(ours, *_left_silently(question))


def _left_silently(question: Question) -> list[ColumnElement[bool]]:
    """Whether a stay ended so; that nothing was done in it was kept when it was left."""
    visit = tables.stage_visit.c
    onwards = [stage.id for stage in pipeline_of(question).steps]
    moved = [visit.left_to.in_(onwards), visit.left_to != visit.stage, visit.how != "imported"]
    return [*moved, visit.acted.is_(False)]


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
    signs, ends, language = _signs(question), _ends(question), question.work.language
    labels = {one.id: one.label for one in pipeline_of(question).stages}
    meets = (signs.c.sort == sort, signs.c.stage == stage, signs.c.what == what)
    behind = select(signs.c.record).where(*meets, signs.c.record.in_(select(ends.c.record)))
    words = [
        _said(sort).text(language) if sort in (DETOUR, OWN, SILENT) else "",
        _what(sort, what, labels).text(language),
    ]
    return question.records.c.id.in_(behind), words


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
