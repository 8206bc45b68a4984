"""The cohort funnel: of the records that came in, how many got how far, and where the rest of each step went.

A record reached the furthest stage it ever stood in, and with it every stage before, skipped ones too. The first stage
has the whole cohort. Moves are never counted, so a record that went back and forth is one record.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Select, Subquery, func, select

from definitions import LANGUAGES, Label, say
from flows import pipelines
from records import tables

from .finding import funnel_finding
from .funnel_columns import REACHED, SHARE, STAGE, STEP
from .question import Question
from .showing import percent
from .table import DIMENSION, Cell, Column, ReportTable, Row

# What became of those who reached a step and none after it.
HERE, BACK = "open", "back"
PARTS = (HERE, BACK, "lost", "parked", "invalid")


def pipeline_of(question: Question) -> pipelines.Pipeline:
    """The pipeline whose funnel is asked for."""
    return question.catalog.get("pipeline", question.report.funnel)


def furthest(question: Question) -> Subquery:
    """Each record of the cohort with how far it ever got and what has become of it."""
    pipeline, records = pipeline_of(question), question.records
    steps = {stage.id: place for place, stage in enumerate(pipeline.steps)}
    visit = tables.stage_visit.c
    stays = select(visit.record, func.max(_place(visit.stage, steps)).label("far"))
    stays = stays.where(visit.form == question.report.form, visit.pipeline == pipeline.id)
    stays = stays.group_by(visit.record).subquery("stays")
    zero, now = sa.literal_column("0"), func.coalesce(_place(records.c.stage, steps), sa.literal_column("-1"))
    been = func.coalesce(stays.c.far, zero)
    far = sa.case((now > been, now), else_=been)
    went_back = sa.and_(records.c.outcome == HERE, now < far)
    became = sa.case((went_back, sa.literal(BACK)), else_=func.coalesce(records.c.outcome, sa.literal(HERE)))
    found = select(records.c.id.label("record"), far.label("far"), became.label("became"))
    found = found.select_from(records.outerjoin(stays, stays.c.record == records.c.id))
    return found.where(question.condition, records.c.pipeline == pipeline.id).subquery("furthest")


def funnel_statement(question: Question) -> Select:
    """How many records got just so far, by what became of them."""
    cohort = furthest(question)
    return select(cohort.c.far, cohort.c.became, func.count().label("n")).group_by(cohort.c.far, cohort.c.became)


def funnel_table(question: Question, found: Sequence[Any]) -> ReportTable:
    """One row a stage."""
    steps = pipeline_of(question).steps
    counts = {(far, became): n for far, became, n in found}
    parts = _parts(counts)
    reached = [sum(n for (far, _), n in counts.items() if far >= place) for place in range(len(steps))]
    rest = [[counts.get((place, part), 0) for part in parts] for place in range(len(steps))]
    rows = [_row(stage, place, reached, rest[place]) for place, stage in enumerate(steps)]
    sums = [sum(n for (_, became), n in counts.items() if became == part) for part in parts]
    whole = reached[0] if reached else 0
    ended = reached[-1] if reached else 0
    totals = [_blank(), _number(whole), _rate(ended, whole), _rate(ended, whole), *map(_number, sums)]
    table = ReportTable(
        report=question.report.id,
        label=question.report.label,
        form=question.report.form,
        revision=question.catalog.revision,
        columns=_columns(parts),
        rows=tuple(rows),
        total=len(rows),
        totals=Row(tuple(totals)),
        finding=Label.of(""),
        params=question.params,
        chart=question.report.chart,
    )
    return funnel_finding(table)


def _place(stage: sa.ColumnElement, steps: dict[str, int]) -> sa.ColumnElement:
    """How far along the path a stage stands; null for the ways out."""
    return sa.case({id: sa.literal_column(str(place)) for id, place in steps.items()}, value=stage)


def _parts(counts: dict[tuple[int, str], int]) -> list[str]:
    """The ends that are always shown, and whatever else became of somebody."""
    return [*PARTS, *sorted({became for _, became in counts} - set(PARTS))]


def _row(stage: Any, place: int, reached: list[int], parts: list[int]) -> Row:
    before = reached[place - 1] if place else reached[0]
    cells = [
        Cell(stage.id, stage.label, stage.id),
        _number(reached[place]),
        _rate(reached[place], before),
        _rate(reached[place], reached[0]),
    ]
    return Row((*cells, *map(_number, parts)))


def _columns(parts: list[str]) -> tuple[Column, ...]:
    heads = [
        Column(STAGE, _said("stage"), "choice", DIMENSION),
        Column(REACHED, _said("reached"), "integer"),
        Column(STEP, _said("step_rate"), "percent"),
        Column(SHARE, _said("share"), "percent"),
    ]
    return (*heads, *(Column(part, part_label(part), "integer") for part in parts))


def part_label(part: str) -> Label:
    """What a part is called; an outcome of the admin's own by its word."""
    texts = {language: say(f"reports.funnel.{part}", language) for language in LANGUAGES}
    return Label.of(part if texts["en"].startswith("reports.") else texts)


def _said(key: str) -> Label:
    return Label.of({language: say(f"reports.funnel.{key}", language) for language in LANGUAGES})


def _number(n: int) -> Cell:
    return Cell(n, Label.of(f"{n:,}"))


def _rate(part: int, whole: int) -> Cell:
    if not whole:
        return Cell(None, Label.of("–"))
    return Cell(round(part / whole, 6), Label.of(percent(part / whole)))


def _blank() -> Cell:
    return Cell(None, Label.of(""))
