"""The sentence above a report: what stands out, plainly, in each language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from definitions import LANGUAGES, Label, say

from ..sql.aspects import BEFORE, CHANGE
from .showing import rounded
from .table import Column, ReportTable, Row

TIMES = ("date", "datetime")
MOST_NAMED = 3


def finding_of(table: ReportTable) -> ReportTable:
    """The table with its sentences."""
    return with_finding(table, _sentences)


def with_finding(table: ReportTable, sentence: Callable[[ReportTable, str], str]) -> ReportTable:
    """The table with what a shape says of it."""
    return replace(table, finding=_said(lambda language: sentence(table, language)))


def _said(sentence: Callable[[str], str]) -> Label:
    return Label.of({language: sentence(language) for language in LANGUAGES})


def _sentences(table: ReportTable, language: str) -> str:
    """What stands out, then how it compares with the days before, then whether it is as it should be."""
    within = _within(table, language)
    parts = [_sentence(table, language), *within, *_compared(table, language), *_held_against(table, language)]
    return ("" if language.startswith("zh") else " ").join(parts)


def _within(table: ReportTable, language: str) -> Iterator[str]:
    """How many of the groups lie within the bounds that are asked for."""
    for measure in (each for each in table.own_measures if each.bounds_said is not None and table.rows):
        said = {"measure": measure.label, "bounds": measure.bounds_said}
        if table.others is None:
            yield say("reports.finding.all_within", language, **said, n=len(table.rows))
        else:
            yield say("reports.finding.within", language, **said, n=len(table.rows), all=table.total)
        return


def _compared(table: ReportTable, language: str) -> Iterator[str]:
    """Everything together against the days before."""
    measure = _charted(table) if table.own_measures and table.rows else None
    change = table.beside(measure.id, CHANGE) if measure else None
    if change is None:
        return
    cell = table.cell(table.totals, change.id)
    params = {
        "measure": measure.label,
        "value": _text(table, table.totals, measure, language),
        "before": _text(table, table.totals, table.beside(measure.id, BEFORE), language),
        "change": cell.text(language).lstrip("+−±"),
    }
    same = not cell.value or params["value"] == params["before"]  # as far as it is said
    way = "unknown" if cell.value is None else "same" if same else "more" if cell.value > 0 else "less"
    yield say(f"reports.finding.compared_{way}", language, **params)


def _held_against(table: ReportTable, language: str) -> Iterator[str]:
    """How many groups miss their target; without groups, whether the number does."""
    for measure in table.own_measures:
        if measure.target is None:
            continue
        states = [state for row in table.rows if (state := table.cell(row, measure.id).state)]
        missed = states.count("missed")
        params = {"measure": measure.label, "target": measure.target_said, "n": missed, "all": len(states)}
        if not states:
            return
        if len(states) == 1 or not table.dimensions:
            key = "missed" if missed else "met"
        else:
            key = "some_missed" if missed else "all_met"
        yield say(f"reports.finding.{key}", language, **params)
        return


def _sentence(table: ReportTable, language: str) -> str:
    bounds = next((each for each in table.own_measures if each.bounds_said is not None), None)
    if bounds is not None and not table.rows:
        return say("reports.finding.none_within", language, measure=bounds.label, bounds=bounds.bounds_said)
    if not table.own_measures or not table.rows:
        return say("reports.finding.nothing", language)
    measure = _charted(table)
    if not table.dimensions or not measure.is_number:
        told = table.totals if table.dimensions else table.rows[0]
        return say("reports.finding.one", language, measure=measure.label, value=_text(table, told, measure, language))
    if table.dimensions[0].type in TIMES and len(table.dimensions) == 1:
        return _over_time(table, measure, language)
    return _greatest(table, measure, language)


def _charted(table: ReportTable) -> Column:
    """The measure the picture is about, else the first; a number, if there is one."""
    wanted = table.chart.y[0] if table.chart and table.chart.y else None
    numbers = [each for each in table.own_measures if each.is_number]
    first = (numbers or table.own_measures)[0]
    return next((each for each in table.own_measures if each.id == wanted), first)


def _greatest(table: ReportTable, measure: Column, language: str) -> str:
    known = [row for row in table.rows if _value(table, row, measure) is not None]
    if not known:
        return say("reports.finding.unknown", language, measure=measure.label)
    first = _first(table, known, measure)
    if len(first) > 1:
        return _tied(table, first, measure, language)
    best = first[0]
    params = {
        "name": table.name(best, language),
        "measure": measure.label,
        "value": _text(table, best, measure, language),
    }
    whole = table.cell(table.totals, measure.id)
    if measure.type == "integer" and whole.value and len(known) > 1:
        share = rounded(100 * _value(table, best, measure) / whole.value, 0)
        return say("reports.finding.most_of", language, **params, whole=whole.text(language), share=share)
    return say(f"reports.finding.{'most' if measure.adds_up else 'highest'}", language, **params)


def _first(table: ReportTable, known: list[Row], measure: Column) -> list[Row]:
    """Those with the most; rather somebody than nobody, and what is filled in before what is not."""
    named = [row for row in known if _is_named(table, row)]
    of_people = any(each.type == "person" for each in table.dimensions)
    most = max(_value(table, row, measure) for row in (of_people and named) or known)
    tied = [row for row in known if _value(table, row, measure) == most]
    return [row for row in tied if _is_named(table, row)] or tied


def _is_named(table: ReportTable, row: Row) -> bool:
    """Whether each dimension has a value; the rest beyond the greatest has a key instead."""
    cells = [table.cell(row, each.id) for each in table.dimensions]
    return all(cell.value is not None or cell.key for cell in cells)


def _tied(table: ReportTable, tied: list[Row], measure: Column, language: str) -> str:
    """`林晓雯 and 赵启航, 4 each`; of many, the first."""
    names = [table.name(row, language) for row in tied]
    if len(names) > MOST_NAMED + 1:
        more = say("reports.finding.and_more", language, n=len(names) - MOST_NAMED)
        names = [*names[:MOST_NAMED], more]
    chinese = language.startswith("zh")
    told = "、".join(f"「{name}」" for name in names) if chinese else f"{', '.join(names[:-1])} and {names[-1]}"
    key = "most_tied" if measure.adds_up else "highest_tied"
    value = _text(table, tied[0], measure, language)
    return say(f"reports.finding.{key}", language, names=told, measure=measure.label, value=value)


def _over_time(table: ReportTable, measure: Column, language: str) -> str:
    at = table.dimensions[0].id
    known = [row for row in table.rows if _value(table, row, measure) is not None and table.cell(row, at).value]
    rows = sorted(known, key=lambda row: table.cell(row, at).value)
    if not rows:
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


def _value(table: ReportTable, row: Row, measure: Column) -> Any:
    return table.cell(row, measure.id).value


def _text(table: ReportTable, row: Row, measure: Column, language: str) -> str:
    return table.cell(row, measure.id).text(language)
