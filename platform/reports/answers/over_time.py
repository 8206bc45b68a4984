"""The sentence of what goes over time: the last stretch that is over beside the one before, and how far this one is."""

from __future__ import annotations

from datetime import date, datetime

from definitions import say

from ..grains import next_start
from .table import Column, ReportTable, Row


def over_time(table: ReportTable, measure: Column, today: date | None, language: str) -> str:
    """`Orders, week of 2026-11-16: 34, up from 29 in the week before. So far, week of 2026-11-23: 33.`"""
    at = table.dimensions[0]
    known = [row for row in table.rows if table.value(row, measure.id) is not None and table.value(row, at.id)]
    rows = sorted(known, key=lambda row: table.value(row, at.id))
    if not rows:
        return say("reports.finding.unknown", language, measure=measure.label)
    if len(rows) == 1 or not _goes_on(table, rows[-1], at, today):
        return _last(table, rows, measure, language)
    so_far = {"when": table.name(rows[-1], language), "value": table.text(rows[-1], measure.id, language)}
    between = "" if language.startswith("zh") else " "
    return between.join([_last(table, rows[:-1], measure, language), say("reports.finding.so_far", language, **so_far)])


def _last(table: ReportTable, rows: list[Row], measure: Column, language: str) -> str:
    said = {
        "when": table.name(rows[-1], language),
        "measure": measure.label,
        "value": table.text(rows[-1], measure.id, language),
    }
    if len(rows) == 1:
        return say("reports.finding.now", language, **said)
    before, now = (table.value(row, measure.id) for row in rows[-2:])
    way = "same" if now == before else "more" if now > before else "less"
    prior, was = _prior(table, rows, language), table.text(rows[-2], measure.id, language)
    return say(f"reports.finding.now_{way}", language, **said, prior=prior, before=was)


def _prior(table: ReportTable, rows: list[Row], language: str) -> str:
    """`the week before`, where it is; else by its name, since stretches without any row are not told."""
    at = table.dimensions[0]
    before, now = (_start(table, row, at) for row in rows[-2:])
    if at.grain is not None and next_start(before, at.grain) == now:
        return say(f"reports.prior.{at.grain}", language)
    return table.name(rows[-2], language)


def _goes_on(table: ReportTable, row: Row, at: Column, today: date | None) -> bool:
    """Whether a stretch of days is not over yet."""
    if today is None or at.grain in (None, "hour"):
        return False
    start = _start(table, row, at)
    return start <= today < next_start(start, at.grain)


def _start(table: ReportTable, row: Row, at: Column) -> date:
    value = table.value(row, at.id)
    return datetime.fromisoformat(value) if at.grain == "hour" else date.fromisoformat(value)
