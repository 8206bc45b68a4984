"""The sentence above a report: what stands out, plainly, in each language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from definitions import LANGUAGES, Label, say

from .showing import rounded
from .table import Column, ReportTable, Row

TIMES = ("date", "datetime")


def finding_of(table: ReportTable) -> ReportTable:
    """The table with its sentence."""
    return replace(table, finding=_said(lambda language: _sentence(table, language)))


def funnel_finding(table: ReportTable) -> ReportTable:
    """The step at which most are lost for good or wait."""
    return replace(table, finding=_said(lambda language: _funnel_sentence(table, language)))


def _said(sentence: Callable[[str], str]) -> Label:
    return Label.of({language: sentence(language) for language in LANGUAGES})


def _sentence(table: ReportTable, language: str) -> str:
    measure = table.measures[0] if table.measures else None
    if measure is None or not table.rows:
        return say("reports.finding.nothing", language)
    if not table.dimensions:
        return say(
            "reports.finding.one", language, measure=measure.label, value=_text(table, table.rows[0], measure, language)
        )
    if table.dimensions[0].type in TIMES and len(table.dimensions) == 1:
        return _over_time(table, _charted(table), language)
    return _greatest(table, _charted(table), language)


def _charted(table: ReportTable) -> Column:
    """The measure the picture is about, else the first."""
    wanted = table.chart.y[0] if table.chart and table.chart.y else None
    return next((each for each in table.measures if each.id == wanted), table.measures[0])


def _greatest(table: ReportTable, measure: Column, language: str) -> str:
    known = [row for row in table.rows if _value(table, row, measure) is not None]
    if not known or not measure.is_number:
        return say(
            "reports.finding.nothing" if not table.rows else "reports.finding.unknown", language, measure=measure.label
        )
    best = max(known, key=lambda row: _value(table, row, measure))
    params = {
        "name": table.name(best, language),
        "measure": measure.label,
        "value": _text(table, best, measure, language),
    }
    whole = table.cell(table.totals, measure.id)
    if measure.type == "integer" and whole.value and len(known) > 1:
        share = rounded(100 * _value(table, best, measure) / whole.value, 0)
        return say("reports.finding.most_of", language, **params, whole=whole.text(language), share=share)
    return say("reports.finding.most", language, **params)


def _over_time(table: ReportTable, measure: Column, language: str) -> str:
    at = table.dimensions[0].id
    known = [row for row in table.rows if _value(table, row, measure) is not None and table.cell(row, at).value]
    rows = sorted(known, key=lambda row: table.cell(row, at).value)
    if not rows or not measure.is_number:
        return say("reports.finding.unknown", language, measure=measure.label)
    last = {
        "when": table.name(rows[-1], language),
        "measure": measure.label,
        "value": _text(table, rows[-1], measure, language),
    }
    if len(rows) == 1:
        return say("reports.finding.now", language, **last)
    before, now = _value(table, rows[-2], measure), _value(table, rows[-1], measure)
    way = "same" if now == before else "more" if now > before else "less"
    return say(f"reports.finding.now_{way}", language, **last, before=_text(table, rows[-2], measure, language))


def _funnel_sentence(table: ReportTable, language: str) -> str:
    reached = [_value(table, row, table.measures[0]) for row in table.rows]
    if not reached or not reached[0]:
        return say("reports.finding.nothing", language)
    gone = [before - after for before, after in zip(reached, reached[1:], strict=False)]
    if not gone or not max(gone):
        return say("reports.finding.funnel_full", language, n=reached[0])
    place = gone.index(max(gone))
    return say(
        "reports.finding.funnel",
        language,
        stage=table.name(table.rows[place], language),
        gone=f"{gone[place]:,}",
        reached=f"{reached[place]:,}",
        share=rounded(100 * gone[place] / reached[place], 0),
    )


def _value(table: ReportTable, row: Row, measure: Column) -> Any:
    return table.cell(row, measure.id).value


def _text(table: ReportTable, row: Row, measure: Column, language: str) -> str:
    return table.cell(row, measure.id).text(language)
