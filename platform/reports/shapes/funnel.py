"""The cohort funnel: of the records that came in, how many got how far, and where the rest of each step went, and why.

A record reached the furthest stage it ever stood in, and with it every stage before, skipped ones too. The first stage
has the whole cohort. Moves are never counted, so a record that went back and forth is one record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, FromClause, Select, Subquery, func, select

from definitions import LANGUAGES, Label, Problem, Refused, say
from flows import pipelines
from records import tables

from ..answers.cell import CellRef
from ..answers.finding import with_finding
from ..answers.showing import rounded
from ..answers.table import DIMENSION, Cell, Column, Part, ReportTable, Row
from ..checks.checked import Checked
from ..sql.question import Question
from .cells import blank, number, rate, table_of_shape
from .funnel_columns import REACHED, REASONS, SHARE, STAGE, STEP
from .shape import SHAPES, Asked, Shape

# What became of those who reached a step and none after it.
HERE, BACK = "open", "back"
PARTS = (HERE, BACK, "lost", "parked", "invalid")
MOST_REASONS = 3


def pipeline_of(question: Question) -> pipelines.Pipeline:
    """The pipeline whose funnel is asked for."""
    return question.catalog.get("pipeline", question.report.shape.settings["pipeline"])


def furthest(question: Question) -> Subquery:
    """Each record of the cohort with how far it ever got, what has become of it, and why."""
    stood = _stood(question)
    return select(stood.c.record, *_far(question, stood), stood.c.why).subquery("furthest")


def counted(question: Question) -> Subquery:
    """How many got just so far, by what has become of them and why: worked out once for all that stand alike."""
    stood = _stood(question)
    by = (stood.c.been, stood.c.stage, stood.c.outcome, stood.c.why)
    alike = select(*by, func.count().label("n")).group_by(*by).cte("alike")
    return select(*_far(question, alike), alike.c.why, alike.c.n).subquery("counted")


def _far(question: Question, stood: FromClause) -> tuple[ColumnElement, ColumnElement]:
    """How far somebody got who stands there, and what has become of them."""
    now = func.coalesce(place_of(stood.c.stage, pipeline_of(question)), sa.literal_column("-1"))
    been = func.coalesce(stood.c.been, sa.literal_column("0"))
    far, outcome = sa.case((now > been, now), else_=been), stood.c.outcome
    went_back = sa.and_(outcome == HERE, now < far)
    became = sa.case((went_back, sa.literal(BACK)), else_=func.coalesce(outcome, sa.literal(HERE)))
    return far.label("far"), became.label("became")


def _stood(question: Question) -> Subquery:
    """Each record of the cohort with where it stands now, and the furthest step of the way that it went."""
    pipeline, records, reached = pipeline_of(question), question.records, furthest_of_ways(pipeline_of(question))
    columns = [
        records.c.id.label("record"),
        reached.c.far.label("been"),
        records.c.stage,
        records.c.outcome,
        _why(question).label("why"),
    ]
    source = question.source.outerjoin(reached, reached.c.way == records.c.way)
    found = select(*columns).select_from(source)
    return found.where(question.condition, records.c.pipeline == pipeline.id).subquery("stood")


def furthest_of_ways(pipeline: pipelines.Pipeline) -> Subquery:
    """How far along the path each way goes: the few ways are looked at instead of every stay."""
    step = tables.way_step.c
    far = func.max(place_of(step.stage, pipeline)).label("far")
    return select(step.way, far).where(step.pipeline == pipeline.id).group_by(step.way).subquery("reached")


def place_of(stage: ColumnElement, pipeline: pipelines.Pipeline) -> ColumnElement:
    """How far along the path a stage stands; null for the ways out."""
    steps = {each.id: sa.literal_column(str(place)) for place, each in enumerate(pipeline.steps)}
    return sa.case(steps, value=stage)


def _why(question: Question) -> ColumnElement:
    """The first reason that is filled in, by its field and its choice."""
    arms = [
        (column.is_not(None), sa.literal(f"{name}.") + sa.cast(column, sa.String))
        for name in _reason_fields(question)
        for column in (question.names[name].column,)
    ]
    return sa.case(*arms) if arms else sa.cast(sa.null(), sa.String)


def _reason_fields(question: Question) -> list[str]:
    """The reasons that the reader may see."""
    wanted = question.report.shape.settings.get("reasons", ())
    return [name for name in wanted if not question.hidden([name])]


def _statement(question: Question) -> Select:
    """How many records got just so far, by what became of them and why."""
    cohort = counted(question)
    return select(cohort.c.far, cohort.c.became, cohort.c.why, cohort.c.n)


def _table(question: Question, found: Sequence[Any]) -> ReportTable:
    """One row a stage."""
    steps = pipeline_of(question).steps
    counts: dict[tuple[int, str], int] = {}
    for far, became, _, n in found:
        counts[far, became] = counts.get((far, became), 0) + n
    parts = [*PARTS, *sorted({became for _, became in counts} - set(PARTS))]
    reached = [sum(n for (far, _), n in counts.items() if far >= place) for place in range(len(steps))]
    rest = [[counts.get((place, part), 0) for part in parts] for place in range(len(steps))]
    whys = [_reasons(question, [row for row in found if row[0] == place]) for place in range(len(steps))]
    rows = [_row(stage, place, reached, [*map(number, rest[place]), whys[place]]) for place, stage in enumerate(steps)]
    sums = [sum(n for (_, became), n in counts.items() if became == part) for part in parts]
    whole, ended = (reached[0], reached[-1]) if reached else (0, 0)
    totals = [
        blank(),
        number(whole),
        rate(ended, whole),
        rate(ended, whole),
        *map(number, sums),
        _reasons(question, found),
    ]
    has_reasons = bool(_reason_fields(question))
    cut = None if has_reasons else -1
    table = table_of_shape(
        question,
        columns=_columns(parts)[:cut],
        rows=tuple(Row(row.cells[:cut]) for row in rows),
        totals=Row(tuple(totals)[:cut]),
    )
    return with_finding(table, _sentence)


def _sentence(table: ReportTable, language: str) -> str:
    """The step at which most are lost for good or wait, and what most of those lost there said."""
    reached = [table.cell(row, REACHED).value for row in table.rows]
    if not reached or not reached[0]:
        return say("reports.finding.nothing", language)
    gone = [before - after for before, after in pairwise(reached)]
    if not gone or not max(gone):
        return say("reports.finding.funnel_full", language, n=reached[0])
    place = gone.index(max(gone))
    row, share = table.rows[place], rounded(100 * gone[place] / reached[place], 0)
    numbers = {"gone": f"{gone[place]:,}", "reached": f"{reached[place]:,}", "share": share}
    said = say("reports.finding.funnel", language, stage=table.name(row, language), **numbers)
    return f"{said}{_said_of(table, row, language)}"


def _said_of(table: ReportTable, row: Row, language: str) -> str:
    parts = table.cell(row, REASONS).parts if any(each.id == REASONS for each in table.columns) else ()
    if not parts:
        return ""
    first = parts[0]
    space = "" if language.startswith("zh") else " "
    return space + say("reports.finding.funnel_reason", language, reason=first.label, n=f"{first.n:,}")


def _row(stage: Any, place: int, reached: list[int], rest: list[Cell]) -> Row:
    before = reached[place - 1] if place else reached[0]
    head = Cell(stage.id, stage.label, stage.id)
    return Row((head, number(reached[place]), rate(reached[place], before), rate(reached[place], reached[0]), *rest))


def _reasons(question: Question, found: Sequence[Any]) -> Cell:
    """The most frequent reasons of those who went no further, with how many gave each."""
    counts: dict[tuple[str, str], int] = {}
    for _, became, why, n in found:
        if why is not None:
            counts[became, why] = counts.get((became, why), 0) + n
    ranked = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    parts = tuple(Part(became, why, _said_why(question, why), n) for (became, why), n in ranked)
    said = {
        language: " · ".join(f"{part.label.text(language)} {part.n:,}" for part in parts[:MOST_REASONS])
        for language in LANGUAGES
    }
    return Cell({part.key: part.n for part in parts}, Label.of(said), parts=parts)


def _said_why(question: Question, why: str) -> Label:
    field, _, value = why.partition(".")
    choices: Mapping[str, Any] = question.names[field].name.choices or {}
    return Label.of(choices.get(value, value))


def _columns(parts: list[str]) -> tuple[Column, ...]:
    heads = [
        Column(STAGE, _said("stage"), "choice", DIMENSION),
        Column(REACHED, _said("reached"), "integer"),
        Column(STEP, _said("step_rate"), "percent"),
        Column(SHARE, _said("share"), "percent"),
    ]
    rest = (Column(part, part_label(part), "integer") for part in parts)
    return (*heads, *rest, Column(REASONS, _said("reasons"), "text"))


def part_label(part: str) -> Label:
    """What a part is called; an outcome of the admin's own by its word."""
    texts = {language: say(f"reports.funnel.{part}", language) for language in LANGUAGES}
    return Label.of(part if texts["en"].startswith("reports.") else texts)


def _said(key: str) -> Label:
    return Label.of({language: say(f"reports.funnel.{key}", language) for language in LANGUAGES})


def _drill(question: Question, ref: CellRef) -> Asked:
    """Who reached a stage; who went no further and what became of them; who gave one reason for it."""
    steps = {stage.id: (place, stage.label) for place, stage in enumerate(pipeline_of(question).steps)}
    stage, why = ref.at.get(STAGE), ref.at.get(REASONS)
    if set(ref.at) - {STAGE, REASONS} or (stage is not None and stage not in steps):
        raise Refused("reports.refused.no_cell", cell=str(ref)[:80])
    cohort, language = furthest(question), question.work.language
    part = None if ref.measure in (REACHED, STEP, SHARE) else ref.measure
    conditions = [] if part in (None, REASONS) else [cohort.c.became == part]
    conditions += [cohort.c.why.is_not(None)] if part == REASONS else []
    conditions += [] if why is None else [cohort.c.why == why]
    if stage is not None:
        place = steps[stage][0]
        conditions.append(cohort.c.far == place if part else cohort.c.far >= place)
    behind = select(cohort.c.record).where(*conditions)
    words = [steps[stage][1].text(language) if stage else "", part_label(part or REACHED).text(language)]
    words += [_said_why(question, why).text(language)] if why else []
    return question.records.c.id.in_(behind), words


def _problems(checked: Checked) -> Iterator[Problem]:
    """A pipeline of the form, and reasons that are choices of its records."""
    settings = checked.report.shape.settings
    yield from pipeline_problems(checked, ("funnel", "pipeline"))
    for place, name in enumerate(settings.get("reasons", ())):
        path = ("funnel", "reasons", place)
        if name not in checked.names:
            yield checked.unknown(path, "name", name, checked.names)
        elif not checked.names[name].name.choices:
            yield checked.problem(path, "not_a_choice", name=name)


def pipeline_problems(checked: Checked, path: tuple[Any, ...]) -> Iterator[Problem]:
    """The pipeline is there, and is one of the report's form."""
    report, name = checked.report, checked.report.shape.settings["pipeline"]
    pipeline = checked.catalog.find("pipeline", name)
    if pipeline is None:
        yield checked.unknown(path, "pipeline", name, checked.ids("pipeline"))
    elif pipeline.form != report.form:
        yield checked.problem(path, "other_form", name=name, form=pipeline.form)


SHAPES.register("funnel")(
    Shape(
        schema={
            "type": "object",
            "required": ["pipeline"],
            "additionalProperties": False,
            "properties": {
                "pipeline": {"type": "string"},
                "reasons": {
                    "type": "array",
                    "items": {"type": "string"},
                    "maxItems": 6,
                    "description": "Fields with choices that say why somebody went no further",
                },
            },
        },
        statement=_statement,
        numbers=lambda settings: (REACHED, STEP, SHARE, *PARTS, "won"),
        table=_table,
        drill=_drill,
        problems=_problems,
        chart="funnel",
    )
)
