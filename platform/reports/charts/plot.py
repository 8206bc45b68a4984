"""The pane that lines, areas, columns and points are drawn in: as wide as its page, so many pixels high."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import east_asian_width

from ..answers.table import Column
from .drawing import Drawing
from .scale import Scale
from .series import Place

HEIGHT, TOP, BOTTOM = 250, 28, 222
MOST_NAMES = 12
NARROW_NAMES = 4
FEW = 24
# As wide as a pane is on a phone, and what stands between the parts of what is said there.
NARROW, PART, COLONS = 230, " · ", ("：", ": ")


@dataclass(frozen=True)
class Level:
    """A round number beside the axis, and the line it stands at."""

    y: float
    text: str


@dataclass(frozen=True)
class Tick:
    """A place's name under the axis; minor ones are left out where there is little room."""

    x: float
    text: str
    anchor: str = "middle"
    minor: bool = False


@dataclass(frozen=True)
class Limit:
    """A target as a dashed line, with its words."""

    y: float
    text: str


@dataclass(frozen=True)
class Dot:
    """One number as a point, with its own address."""

    y: float
    fill: str
    name: str
    href: str | None


@dataclass(frozen=True)
class Box:
    """One number as a column, in percent across and pixels down."""

    x: float
    width: float
    y: float
    height: float
    fill: str
    name: str
    href: str | None


@dataclass(frozen=True)
class Reading:
    """One place: what stands there, and what is read out when it is pointed at."""

    x: float
    left: float
    width: float
    text: str
    dots: tuple[Dot, ...] = ()
    boxes: tuple[Box, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """What is read out, in lines that a phone has room for."""
        return lines_of(self.text)

    @property
    def href(self) -> str | None:
        """The address of the whole place, where only one number stands in it."""
        links = [each.href for each in (*self.dots, *self.boxes) if each.href]
        return links[0] if len(links) == 1 else None


@dataclass(frozen=True)
class Path:
    """A line or a surface across the pane."""

    d: str
    cls: str


@dataclass(frozen=True)
class PlotDrawing(Drawing):
    """A pane between two axes."""

    levels: tuple[Level, ...] = ()
    ticks: tuple[Tick, ...] = ()
    limits: tuple[Limit, ...] = ()
    paths: tuple[Path, ...] = ()
    readings: tuple[Reading, ...] = ()
    height: int = HEIGHT
    top: int = TOP
    bottom: int = BOTTOM
    unit: str = ""

    @property
    def few(self) -> bool:
        """Whether a keyboard stops at every number; with many of them it would never leave the picture."""
        return sum(len(each.dots) + len(each.boxes) for each in self.readings) <= FEW


def unit_of(measures: tuple[Column, ...], language: str) -> str:
    """What the numbers beside the axis count, where the measures say so and agree."""
    units = {each.unit.text(language) if each.unit else "" for each in measures}
    return units.pop() if len(units) == 1 else ""


@dataclass(frozen=True)
class Pane:
    """Where a place and a number stand; places have bands of one width, and stand in their middle."""

    places: int
    scale: Scale

    @property
    def band(self) -> float:
        """How wide a place is, in percent."""
        return 100 / max(self.places, 1)

    def x(self, place: int) -> float:
        """The middle of a place, in percent."""
        return round((place + 0.5) * self.band, 2)

    def y(self, value: float) -> float:
        """How far down a number stands, in pixels."""
        return round(BOTTOM - (BOTTOM - TOP) * self.scale.part(value), 1)

    def levels(self, language: str) -> tuple[Level, ...]:
        """The round numbers."""
        return tuple(Level(self.y(tick), self.scale.text(tick, language)) for tick in self.scale.ticks)

    def ticks(self, places: tuple[Place, ...]) -> tuple[Tick, ...]:
        """As many names as there is room for, the last one always among them."""
        every = max(1, -(-len(places) // MOST_NAMES))
        chosen = range(len(places) - 1, -1, -every)
        rarely = max(1, -(-len(chosen) // NARROW_NAMES))
        return tuple(
            Tick(self.x(place), places[place].short, minor=number % rarely != 0) for number, place in enumerate(chosen)
        )

    def limit(self, measure: Column, language: str) -> tuple[Limit, ...]:
        """The target of a measure."""
        if measure.target is None or not self.scale.low <= measure.target.value <= self.scale.high:
            return ()
        return (Limit(self.y(measure.target.value), measure.target_said.text(language)),)

    def reading(self, place: int, text: str, dots: tuple[Dot, ...] = (), boxes: tuple[Box, ...] = ()) -> Reading:
        """A place with what stands in it."""
        return Reading(self.x(place), round(place * self.band, 2), round(self.band, 2), text, dots, boxes)


def lines_of(text: str) -> tuple[str, ...]:
    """What is said of a point: as many of its parts in a line as fit into a narrow pane."""
    head, colon, rest = text.partition(next((each for each in COLONS if each in text), PART))
    first, *parts = rest.split(PART)
    lines = [f"{head}{colon}{first}"] if breadth(text) <= NARROW else [f"{head}{colon}".strip(), first]
    for part in parts:
        longer = f"{lines[-1]}{PART}{part}"
        lines = [*lines[:-1], longer] if breadth(longer) <= NARROW else [*lines, part]
    return tuple(lines)


def breadth(words: str, size: float = 12) -> float:
    """About how wide words are: no font is asked."""
    return sum(size if east_asian_width(sign) in "WF" else size * 0.56 for sign in words)
