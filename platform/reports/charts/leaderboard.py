"""Who is ahead: places with their numbers, and how each has changed; the criteria stand below the picture."""

from __future__ import annotations

from dataclasses import dataclass

from ..answers.table import Column, Row
from ..sql.aspects import CHANGE
from .bar import LENGTH, noted
from .drawing import Drawing, Needs, Sketch, chart

MOST = 50
PODIUM = 3


@dataclass(frozen=True)
class Field:
    """One more number beside the one that counts."""

    text: str
    href: str | None


@dataclass(frozen=True)
class Runner:
    """One group in its place."""

    place: int
    name: str
    width: float
    shown: str
    href: str | None
    fields: tuple[Field, ...]
    note: str = ""
    tone: str = ""
    state: str = ""
    point: str | None = None

    @property
    def on_podium(self) -> bool:
        """Whether it is one of the first."""
        return self.place <= PODIUM


@dataclass(frozen=True)
class LeaderboardDrawing(Drawing):
    """The places from the first down."""

    runners: tuple[Runner, ...] = ()
    heads: tuple[str, ...] = ()
    who: str = ""
    measure: str = ""
    length: int = LENGTH
    changes: bool = False
    more: int = 0


@chart("leaderboard", Needs(dimensions=(1, 1)), icon="trophy")
def leaderboard(sketch: Sketch) -> LeaderboardDrawing:
    """By the first measure the chart names; who is equal shares a place."""
    if not sketch.measures:
        return LeaderboardDrawing(chart="leaderboard", label=sketch.label)
    first, *more = sketch.measures
    rows = sorted(_known(sketch, first), key=lambda row: _order(sketch, row, first))
    return LeaderboardDrawing(
        chart="leaderboard",
        label=sketch.label,
        runners=tuple(_runner(sketch, row, rows, more) for row in rows[:MOST]),
        heads=tuple(each.label.text(sketch.language) for each in more),
        who=sketch.table.dimensions[0].label.text(sketch.language),
        measure=first.label.text(sketch.language),
        changes=sketch.table.beside(first.id, CHANGE) is not None,
        more=max(sketch.table.total - MOST, 0),
    )


def _known(sketch: Sketch, measure: Column) -> list[Row]:
    """Nobody in particular takes no place."""
    rows, key = sketch.table.rows, sketch.table.dimensions[0].id
    return [row for row in rows if sketch.value(row, measure.id) is not None and sketch.table.cell(row, key).key]


def _order(sketch: Sketch, row: Row, measure: Column) -> float:
    value = sketch.value(row, measure.id)
    return value if measure.good == "less" else -value


def _runner(sketch: Sketch, row: Row, rows: list[Row], more: list[Column]) -> Runner:
    first = sketch.measures[0]
    value, top = sketch.value(row, first.id), max(sketch.value(each, first.id) for each in rows)
    ahead = sum(_order(sketch, each, first) < _order(sketch, row, first) for each in rows)
    change = sketch.table.beside(first.id, CHANGE)
    return Runner(
        place=ahead + 1,
        name=sketch.name(row),
        width=max(1.0, round(LENGTH * value / top, 1)) if value > 0 and top > 0 else 0,
        shown=sketch.text(row, first.id),
        href=sketch.link(row, first.id),
        fields=tuple(Field(sketch.text(row, each.id), sketch.link(row, each.id)) for each in more),
        **(noted(sketch, row, first, change) if change else {}),
        state=sketch.table.cell(row, first.id).state,
        point=sketch.pointed(row),
    )
