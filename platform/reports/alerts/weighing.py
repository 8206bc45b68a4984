"""Whether what a report came to is too bad, and why; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from definitions import LANGUAGES, Label, Reason, say

from ..answers.lengths import length_of_time
from ..answers.table import Cell, Column, ReportTable, Row
from ..sql.aspects import BEFORE, CHANGE
from .definition import ABOVE, BELOW, FALLS, MISSES, RISES, AlertDefinition

FIRST, NO_LONGER = "alerts.why.place", "alerts.why.no_longer_first"


@dataclass(frozen=True)
class Weighed:
    """One value: of which part, what it is, whether it is too bad, and the reason with everything it rests on."""

    part: str
    name: Label
    value: float | None
    shown: Label
    breached: bool
    why: Reason


def weighed(alert: AlertDefinition, table: ReportTable, also: Iterable[str] = ()) -> tuple[Weighed, ...]:
    """The whole, or the first rows and those that are looked after already."""
    column = next((each for each in table.columns if each.id == alert.measure), None)
    if column is None:
        return ()
    if not alert.rows:
        return (_weigh(alert, table, table.totals, column),)
    return tuple(_rows(alert, table, column, frozenset(also)))


def _rows(alert: AlertDefinition, table: ReportTable, column: Column, also: frozenset[str]) -> Iterator[Weighed]:
    """A part that is looked after and no longer there has come down to nothing."""
    seen = set()
    for place, row in enumerate(table.rows):
        one = _weigh(alert, table, row, column)
        seen.add(one.part)
        if place < alert.rows:
            yield _told(one, FIRST, place=place + 1) if one.breached else one
        elif one.part in also:
            yield replace(_told(one, NO_LONGER, rows=alert.rows), breached=False)
    for part in sorted(also - seen):
        gone = Label.of({language: say("alerts.gone", language) for language in LANGUAGES})
        yield Weighed(part, Label.of(part), None, gone, False, Reason("alerts.why.gone", {"measure": column.label}))


def _told(one: Weighed, code: str, **params: int) -> Weighed:
    """Of a list says where it stands; a bound such as 0 tells nobody anything."""
    return replace(one, why=Reason(code, {**one.why.params, **params}))


def _weigh(alert: AlertDefinition, table: ReportTable, row: Row, column: Column) -> Weighed:
    cell = table.cell(row, column.id)
    value = float(cell.value) if column.is_number and cell.value is not None else None
    whole = row is table.totals
    name = Label.of({language: "" if whole else table.name(row, language) for language in LANGUAGES})
    part = "" if whole else ";".join(table.cell(row, each.id).key for each in table.dimensions)[:200]
    breached, code, also = _verdict(alert, table, row, column)
    params = {"measure": column.label, "value": cell.shown, "name": name, **also}
    return Weighed(part, name, value, cell.shown, breached, Reason(code, params))


def _verdict(alert: AlertDefinition, table: ReportTable, row: Row, column: Column) -> tuple[bool, str, dict[str, Any]]:
    """Too bad or not, the sentence that says so, and what it was held against."""
    cell, way, bound = table.cell(row, column.id), alert.when.way, alert.when.amount
    if cell.value is None or not column.is_number:
        return False, "alerts.why.unknown", {}
    if way in (BELOW, ABOVE):
        breached = cell.value < bound if way == BELOW else cell.value > bound
        return breached, f"alerts.why.{way if breached else f'not_{way}'}", {"bound": bound_said(column, bound)}
    if way == MISSES:
        return _against_target(column, cell)
    return _against_before(alert, table, row, column)


def _against_target(column: Column, cell: Cell) -> tuple[bool, str, dict[str, Any]]:
    breached = column.target is not None and not column.target.is_met_by(cell.value)
    return breached, f"alerts.why.target_{'missed' if breached else 'met'}", {"target": column.target_said or ""}


def _against_before(
    alert: AlertDefinition, table: ReportTable, row: Row, column: Column
) -> tuple[bool, str, dict[str, Any]]:
    """How much less or more than in the days before, as a share of what it was."""
    earlier, change = table.beside(column.id, BEFORE), table.beside(column.id, CHANGE)
    before = table.cell(row, earlier.id) if earlier is not None else None
    if before is None or not before.value:
        return False, "alerts.why.no_before", {}
    moved = (float(table.cell(row, column.id).value) - float(before.value)) / abs(float(before.value))
    breached = moved <= -alert.when.amount if alert.when.way == FALLS else moved >= alert.when.amount
    shown = table.cell(row, change.id).shown if change is not None else Label.of("")
    bound = f"{alert.when.amount * 100:.6g}%"
    key = f"alerts.why.{alert.when.way}" if breached else "alerts.why.no_change"
    return breached, key, {"before": before.shown, "change": shown, "bound": bound}


def bound_said(column: Column, bound: float) -> str | Label:
    """The bound as the measure is written."""
    if column.type == "percent":
        return f"{bound * 100:.6g}%"
    if column.type == "duration":
        return Label.of({language: length_of_time(bound, language) for language in LANGUAGES})
    return f"{bound:,.12g}"


__all__ = ["RISES", "Weighed", "bound_said", "weighed"]
