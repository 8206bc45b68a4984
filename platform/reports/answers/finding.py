"""The sentence above a report: what stands out, plainly, in each language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from definitions import LANGUAGES, Label, say

from ..sql.aspects import BEFORE, CHANGE
from .outstanding import outstanding
from .over_time import over_time
from .table import Column, ReportTable
from .told import Told

TIMES = ("date", "datetime")
# Growth beyond this is no share any more: the two numbers say more.
MANY_TIMES = 3


def finding_of(table: ReportTable, today: date | None = None) -> ReportTable:
    """The table with its sentences; a stretch of time that is not over on this day is not held against others."""
    return replace(table, finding=Told(lambda language: _sentences(table, today, language)))


def with_finding(table: ReportTable, sentence: Callable[[ReportTable, str], str]) -> ReportTable:
    """The table with what a shape says of it."""
    return replace(table, finding=Label.of({language: sentence(table, language) for language in LANGUAGES}))


def _sentences(table: ReportTable, today: date | None, language: str) -> str:
    """What stands out, then how it compares with the days before, then whether it is as it should be."""
    within, compared = list(_within(table, language)), list(_compared(table, language))
    first = within if within and table.within != table.total else [_sentence(table, today, language), *within]
    if compared and not table.dimensions:
        first = []  # the comparison says the one number that there is
    parts = [*first, *compared, *_held_against(table, language)]
    return ("" if language.startswith("zh") else " ").join(parts)


def _within(table: ReportTable, language: str) -> Iterator[str]:
    """How many of the groups lie within the bounds that are asked for."""
    for measure in (each for each in table.own_measures if each.bounds_said is not None and table.rows):
        said = {"measure": measure.label, "bounds": measure.bounds_said}
        key = "all_within" if table.within == table.total else "within"
        yield say(f"reports.finding.{key}", language, **said, n=table.within, all=table.total)
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
        "value": table.text(table.totals, measure.id, language),
        "before": table.text(table.totals, f"{measure.id}.{BEFORE}", language),
        "change": cell.text(language).lstrip("+−±"),
    }
    same = not cell.value or params["value"] == params["before"]  # as far as it is said
    ways = ("more", "less") if measure.adds_up else ("higher", "lower")
    telling = cell.value is not None and not (measure.adds_up and cell.value > MANY_TIMES)
    way = "unknown" if not telling else "same" if same else ways[cell.value < 0]
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


def _sentence(table: ReportTable, today: date | None, language: str) -> str:
    bounds = next((each for each in table.own_measures if each.bounds_said is not None), None)
    if bounds is not None and not table.rows:
        return say("reports.finding.none_within", language, measure=bounds.label, bounds=bounds.bounds_said)
    if not table.own_measures or not table.rows:
        return say("reports.finding.nothing", language)
    measure = _charted(table)
    if not table.dimensions or not measure.is_number:
        told = table.totals if table.dimensions else table.rows[0]
        return say("reports.finding.one", language, measure=measure.label, value=table.text(told, measure.id, language))
    if table.dimensions[0].type in TIMES and len(table.dimensions) == 1:
        return over_time(table, measure, today, language)
    return outstanding(table, measure, language)


def _charted(table: ReportTable) -> Column:
    """The measure the picture is about, else the first; a number, if there is one."""
    wanted = table.chart.y[0] if table.chart and table.chart.y else None
    numbers = [each for each in table.own_measures if each.is_number]
    first = (numbers or table.own_measures)[0]
    return next((each for each in table.own_measures if each.id == wanted), first)
