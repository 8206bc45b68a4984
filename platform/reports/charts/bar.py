"""Level bars, one row a group: names beside them may be long, and there may be many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..answers.table import Column, Row
from ..sql.aspects import BEFORE, CHANGE
from ..sql.dimensions import OTHERS
from .drawing import REST, SERIES, Drawing, Needs, Sketch, chart

MOST_BARS = 30
LENGTH = 200


@dataclass(frozen=True)
class Segment:
    """A part of a bar: from where, how long, in which colour, and what it stands for."""

    x: float
    width: float
    mark: str
    name: str
    href: str | None = None


@dataclass(frozen=True)
class Bar:
    """One bar with its number; marks say how far it may go, how far the slowest go, and where it was before."""

    segments: tuple[Segment, ...]
    shown: str
    measure: str
    href: str | None = None
    upto: float | None = None
    limit: float | None = None
    before: float | None = None
    note: str = ""
    tone: str = ""
    state: str = ""

    @property
    def end(self) -> float:
        """Where its colour ends, and a mark of how far the slowest go begins to say something."""
        return round(sum(part.width for part in self.segments), 2)


@dataclass(frozen=True)
class BarRow:
    """One group's name with its bars; where there is something around it, the name narrows that to the group."""

    name: str
    bars: tuple[Bar, ...]
    point: str | None = None


@dataclass(frozen=True)
class BarDrawing(Drawing):
    """Rows of bars, and how many groups only the table shows."""

    rows: tuple[BarRow, ...] = ()
    length: int = LENGTH
    more: int = 0
    head: str = ""
    limits: str = ""


@chart("bar", Needs(dimensions=(1, 3)))
def bar(sketch: Sketch) -> BarDrawing:
    """Measures of one type share a scale, others have their own; a dimension that splits makes segments of one bar."""
    table, split = sketch.table, sketch.column(sketch.chart.split if sketch.chart else None)
    rows = tuple(_split_rows(sketch, split) if split else _rows(sketch))
    names = [each for each in table.dimensions if each is not split]
    return BarDrawing(
        chart="bar",
        label=sketch.label,
        legend=_split_legend(sketch, split) if split else _legend(sketch),
        rows=rows[:MOST_BARS],
        more=max(len(rows) - MOST_BARS, 0) if split else table.total - min(len(table.rows), MOST_BARS),
        head=" · ".join(each.label.text(sketch.language) for each in names),
        limits=" · ".join(each.target_said.text(sketch.language) for each in sketch.measures if each.target_said),
    )


def _rows(sketch: Sketch) -> Iterator[BarRow]:
    table = sketch.table
    rows = table.rows[:MOST_BARS]
    tops = {each.id: _top(sketch, each) for each in sketch.measures}
    for row in rows:
        yield BarRow(sketch.name(row), tuple(_bars(sketch, row, tops)), sketch.pointed(row))
    if table.others is not None and len(rows) == len(table.rows):
        yield BarRow(sketch.name(table.others), tuple(_bars(sketch, table.others, tops)))


def _bars(sketch: Sketch, row: Row, tops: dict[str, float]) -> Iterator[Bar]:
    others = row is sketch.table.others or any(cell.key == OTHERS for cell in row.cells)
    for place, (each, mark) in enumerate(zip(sketch.measures, SERIES, strict=False)):
        top, text = tops[each.id], sketch.text(row, each.id)
        width = _width(sketch.value(row, each.id), top)
        href = sketch.link(row, each.id)
        name = each.label.text(sketch.language)
        yield Bar(
            segments=(Segment(0, width, REST if others else mark, name, sketch.pointed(row) or href),),
            shown=text,
            measure=name,
            href=href,
            **(_marks(sketch, row, each, top) if place == 0 else {}),
            state=sketch.table.cell(row, each.id).state,
        )


def _marks(sketch: Sketch, row: Row, measure: Column, top: float) -> dict[str, Any]:
    """What the chart sets beside the first bar."""
    named = sketch.chart
    before = sketch.table.beside(measure.id, BEFORE)
    change = sketch.table.beside(measure.id, CHANGE)
    target = measure.target.value if measure.target else None
    return {
        "upto": _at(sketch, row, named.upto if named else None, top),
        "limit": _width(target, top) if target else _at(sketch, row, named.limit if named else None, top),
        "before": _width(sketch.value(row, before.id), top) if before else None,
        **(noted(sketch, row, measure, change) if change else {}),
    }


def noted(sketch: Sketch, row: Row, measure: Column, change: Column) -> dict[str, str]:
    """How a number has changed, and whether that is good."""
    cell = sketch.table.cell(row, change.id)
    if not cell.value:
        return {"note": "", "tone": ""}
    better = (cell.value > 0) == (measure.good != "less")
    return {"note": cell.text(sketch.language), "tone": ("good" if better else "late") if measure.good else ""}


def _at(sketch: Sketch, row: Row, id: str | None, top: float) -> float | None:
    value = sketch.value(row, id) if id and sketch.column(id) else None
    return None if value is None else _width(value, top)


def _top(sketch: Sketch, measure: Column) -> float:
    """The longest bar of one scale, with everything that is marked on it."""
    named, table = sketch.chart, sketch.table
    alike = [each.id for each in sketch.measures if each.type == measure.type]
    marked = [named.upto, named.limit] if named and measure is sketch.measures[0] else []
    before = table.beside(measure.id, BEFORE)
    ids = [*alike, *(id for id in marked if id and sketch.column(id)), *([before.id] if before else [])]
    values = [sketch.value(row, id) for id in ids for row in (*table.rows[:MOST_BARS], *_others(sketch))]
    targets = [each.target.value for each in sketch.measures if each.target and each.type == measure.type]
    return max((value for value in (*values, *targets) if value is not None), default=0)


def _others(sketch: Sketch) -> tuple[Row, ...]:
    return (sketch.table.others,) if sketch.table.others is not None else ()


def _width(value: float | None, top: float) -> float:
    """A bar that is not nothing can be seen."""
    if not value or value < 0 or top <= 0:
        return 0
    return max(1.0, round(LENGTH * value / top, 1))


def _legend(sketch: Sketch) -> tuple[tuple[str, str], ...]:
    found, named = list(sketch.legend()), sketch.chart
    first = sketch.measures[0] if sketch.measures else None
    beside = [("upto", sketch.column(named.upto)), ("limit", sketch.column(named.limit))] if named else []
    if first is not None and not found and any(column for _, column in beside):
        found.append((SERIES[0], first.label.text(sketch.language)))
    found += [(mark, column.label.text(sketch.language)) for mark, column in beside if column]
    if first is not None and sketch.table.beside(first.id, BEFORE):
        found.append(("before", sketch.say("reports.chart.before")))
    return tuple(found)


def _split_rows(sketch: Sketch, split: Column) -> Iterator[BarRow]:
    """One bar a group, made of the values that split it; all of one measure."""
    table, measure = sketch.table, sketch.measures[0]
    names = [each for each in table.dimensions if each is not split]
    marks = dict(_split_marks(sketch, split))
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in table.rows:
        groups.setdefault(tuple(table.cell(row, each.id).key for each in names), []).append(row)
    wholes = [(rows, sum(sketch.value(row, measure.id) or 0 for row in rows)) for rows in groups.values()]
    if [row for rows in groups.values() for row in rows] != list(table.rows):  # sorted by their parts
        wholes.sort(key=lambda each: -each[1])
    top = max((whole for _, whole in wholes), default=0)
    for rows, whole in wholes:
        name = " · ".join(table.cell(rows[0], each.id).text(sketch.language) for each in names)
        segments = tuple(_segments(sketch, rows, split, marks=marks, top=top))
        shown, href = _whole(sketch, rows, names, whole)
        yield BarRow(name, (Bar(segments, shown, measure.label.text(sketch.language), href),))


def _whole(sketch: Sketch, rows: list[Row], names: list[Column], added: float) -> tuple[str, str | None]:
    """What stands at the end of a bar of parts: the whole as counted; without that their sum, where it is true."""
    table, measure = sketch.table, sketch.measures[0]
    edge = table.edge_of(rows[0], names[0].id) if len(names) == 1 else None
    if edge is not None:
        value = sketch.value(edge, measure.id)
        return sketch.text(edge, measure.id), sketch.link(edge, measure.id) if value else None
    if measure.type != "integer" or not measure.sums or table.others is not None:
        return "", None
    return f"{added:,}", sketch.link_over(rows[0], measure.id, names) if added else None


def _segments(
    sketch: Sketch, rows: list[Row], split: Column, *, marks: dict[str, tuple[str, str]], top: float
) -> Iterator[Segment]:
    measure, x, order = sketch.measures[0], 0.0, list(marks)
    for row in sorted(rows, key=lambda row: order.index(sketch.table.cell(row, split.id).key)):
        value = sketch.value(row, measure.id)
        if value and value > 0 and top > 0:
            mark, name = marks[sketch.table.cell(row, split.id).key]
            width = round(LENGTH * value / top, 2)
            href = sketch.pointed(row) or sketch.link(row, measure.id)
            yield Segment(x, width, mark, f"{name} {sketch.text(row, measure.id)}", href)
            x = round(x + width, 2)


def _split_marks(sketch: Sketch, split: Column) -> Iterator[tuple[str, tuple[str, str]]]:
    """Each value of the splitting dimension with its colour and name; those of the others share one."""
    cells = {(cell := sketch.table.cell(row, split.id)).key: cell for row in sketch.table.rows}
    order = sorted(cells, key=lambda key: (key == OTHERS, _defined(split, key)))
    for place, key in enumerate(order):
        mark = SERIES[place] if place < len(SERIES) and key != OTHERS else REST
        yield key, (mark, cells[key].text(sketch.language))


def _defined(split: Column, key: str) -> int:
    """Choices stand in the order of their definition in every bar."""
    return split.order.index(key) if key in split.order else len(split.order)


def _split_legend(sketch: Sketch, split: Column) -> tuple[tuple[str, str], ...]:
    named = [entry for _, entry in _split_marks(sketch, split)]
    rest = [name for mark, name in named if mark == REST]
    legend = [entry for entry in named if entry[0] != REST]
    return (*legend, *([(REST, rest[0] if len(rest) == 1 else sketch.say("reports.the_others"))] if rest else []))
