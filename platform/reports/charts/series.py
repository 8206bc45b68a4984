"""Series over places: a line, an area or columns for each measure, or for each value of a second dimension."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ..answers.table import Column, Row
from ..grains import ROUNDS, all_of, next_start, shown
from ..sql.aspects import BEFORE
from ..sql.dimensions import OTHERS
from .drawing import REST, SERIES, Sketch

MOST_PLACES = 400
STROKES = {"f1": "s1", "f2": "s2", "f3": "s3", "f4": "s4", "f6": "s6"}


@dataclass(frozen=True)
class Place:
    """One stretch of time, one band, one group: its key, its name, and a short name beside the axis."""

    key: str
    name: str
    short: str


@dataclass(frozen=True)
class Mark:
    """One number in its place."""

    value: float
    shown: str
    href: str | None


@dataclass(frozen=True)
class Series:
    """One measure, or one value of the dimension that splits: its marks by place."""

    name: str
    fill: str
    marks: Mapping[int, Mark] = field(default_factory=dict)
    dashed: bool = False
    type: str = "number"

    @property
    def stroke(self) -> str:
        """The class that strokes its line."""
        return "l2" if self.dashed else STROKES[self.fill]


def places_of(sketch: Sketch, dimension: Column) -> tuple[Place, ...]:
    """Where the numbers stand: every stretch from the first to the last, all that comes round, else as they come."""
    rows = [row for row in sketch.table.rows if sketch.table.cell(row, dimension.id).key not in ("", OTHERS)]
    cells = {(cell := sketch.table.cell(row, dimension.id)).key: cell.text(sketch.language) for row in rows}
    if dimension.grain in ROUNDS:
        return tuple(_round(dimension.grain, value, sketch.language) for value in all_of(dimension.grain))
    if dimension.grain:
        moments = _stretches(sorted(map(moment_of, cells)), dimension.grain)
        return tuple(_stretch(moment, dimension.grain, sketch.language) for moment in moments)
    return tuple(Place(key, name, name) for key, name in cells.items())


def series_of(sketch: Sketch, places: tuple[Place, ...], at: Column) -> tuple[Series, ...]:
    """One for each measure, with the days before as a dashed one; or one for each value that splits them."""
    split = sketch.column(sketch.chart.split) if sketch.chart else None
    split = split or next((each for each in sketch.table.dimensions if each.id != at.id), None)
    index = {place.key: number for number, place in enumerate(places)}
    if split is not None:
        return tuple(_split(sketch, index, at, split))
    return tuple(_measured(sketch, index, at))


def _measured(sketch: Sketch, index: Mapping[str, int], at: Column) -> Iterator[Series]:
    rows = _by_place(sketch, index, at, sketch.table.rows)
    for measure, fill in zip(sketch.measures, SERIES, strict=False):
        yield _series(sketch, rows, len(index), measure, name=measure.label.text(sketch.language), fill=fill)
    before = sketch.table.beside(sketch.measures[0].id, BEFORE) if sketch.measures else None
    if before is not None:
        name = sketch.say("reports.chart.before")
        yield _series(sketch, rows, len(index), before, name=name, fill=SERIES[0], dashed=True)


def _split(sketch: Sketch, index: Mapping[str, int], at: Column, split: Column) -> Iterator[Series]:
    """The greatest four have colours; the others share one."""
    measure, groups = sketch.measures[0], {}
    for row in sketch.table.rows:
        cell = sketch.table.cell(row, split.id)
        groups.setdefault(cell.key, (cell.text(sketch.language), []))[1].append(row)
    others = groups.pop(OTHERS, None)
    ordered = [*groups.items(), *([(OTHERS, others)] if others else [])]
    for place, (key, (name, rows)) in enumerate(ordered):
        fill = SERIES[place] if place < len(SERIES) and key != OTHERS else REST
        found = _by_place(sketch, index, at, rows)
        yield _series(sketch, found, len(index), measure, name=name, fill=fill)


def _by_place(sketch: Sketch, index: Mapping[str, int], at: Column, rows: Any) -> dict[int, Row]:
    found = {}
    for row in rows:
        place = index.get(sketch.table.cell(row, at.id).key)
        if place is not None:
            found[place] = row
    return found


def _series(
    sketch: Sketch, rows: Mapping[int, Row], places: int, measure: Column, *, name: str, fill: str, dashed: bool = False
) -> Series:
    """A count is 0 where there is no row; anything else is not known there."""
    marks = {}
    for place in range(places):
        row = rows.get(place)
        if row is None and measure.type == "integer":
            marks[place] = Mark(0, "0", None)
        elif row is not None and (value := sketch.value(row, measure.id)) is not None:
            marks[place] = Mark(value, sketch.text(row, measure.id), sketch.link(row, measure.id))
    return Series(name, fill, marks, dashed, measure.type)


def moment_of(key: str) -> date:
    """The beginning of a stretch as an address writes it."""
    return datetime.fromisoformat(key) if "T" in key else date.fromisoformat(key)


def _stretches(moments: list[date], grain: str) -> tuple[date, ...]:
    """Every stretch from the first to the last; too many of them, and only those that have something."""
    if not moments:
        return ()
    found, moment = [], moments[0]
    for _ in range(MOST_PLACES):
        found.append(moment)
        moment = next_start(moment, grain)
        if moment > moments[-1]:
            return tuple(found)
    return tuple(moments)


def _stretch(moment: date, grain: str, language: str) -> Place:
    short = f"{moment:%m-%d}" if grain in ("day", "week") else shown(moment, grain, language)
    return Place(moment.isoformat(), shown(moment, grain, language), short)


def _round(grain: str, value: int, language: str) -> Place:
    name = shown(value, grain, language)
    return Place(str(value), name, name[:3] if language == "en" and grain != "hour_of_day" else name)
