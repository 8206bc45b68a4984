"""Streams from one value to another: as wide as there are many, the ways out on the right, the ways back told below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..answers.table import Column, Row
from .drawing import REST, SERIES, Drawing, Needs, Sketch, chart

HEIGHT, GAP, PAD = 340, 18, 12
NODE, LEFT, RIGHT = 1.4, 0.5, 84.0
# So many columns leave room for a name beside each bar; with more of them the names stand above, in steps.
ROOMY, STEPS, STEP = 5, 4, 17


@dataclass(frozen=True)
class Node:
    """One value: a bar in its column, as high as what comes in or goes out."""

    x: float
    y: float
    height: float
    mark: str
    name: str
    shown: str
    above: float | None = None  # how far down its name stands, where that is above the bars


@dataclass(frozen=True)
class Stream:
    """What goes from one bar to another."""

    path: str
    said: str
    href: str | None


@dataclass(frozen=True)
class Back:
    """What went back, in words."""

    said: str
    shown: str
    href: str | None


@dataclass(frozen=True)
class SankeyDrawing(Drawing):
    """Bars in columns and the streams between them."""

    nodes: tuple[Node, ...] = ()
    streams: tuple[Stream, ...] = ()
    backs: tuple[Back, ...] = ()
    height: int = HEIGHT
    node: float = NODE


@chart("sankey", Needs(dimensions=(2, 2)), icon="route")
def sankey(sketch: Sketch) -> SankeyDrawing:
    """The first dimension is where it comes from, the second where it goes; who has not gone is still there."""
    if len(sketch.table.dimensions) < 2 or not sketch.measures:
        return SankeyDrawing(chart="sankey", label=sketch.label)
    flows = list(_flows(sketch))
    layout = _Layout(sketch, flows)
    return SankeyDrawing(
        chart="sankey",
        label=sketch.label,
        nodes=tuple(layout.nodes()),
        streams=tuple(layout.streams()),
        backs=tuple(_back(sketch, flow) for flow in flows if layout.goes_back(flow)),
    )


@dataclass(frozen=True)
class _Flow:
    """One row as a stream."""

    start: str
    end: str
    value: float
    row: Row


def _flows(sketch: Sketch) -> Iterator[_Flow]:
    start, end = sketch.table.dimensions[:2]
    for row in sketch.table.rows:
        value = sketch.value(row, sketch.measures[0].id)
        if value and value > 0:
            yield _Flow(sketch.table.cell(row, start.id).key, _END + sketch.table.cell(row, end.id).key, value, row)


# A way out may be called like a stage one comes from; what nobody leaves stands apart.
_END = ">"


class _Layout:
    """Where the bars stand: stages in their order from the left, what nobody leaves in the last column."""

    def __init__(self, sketch: Sketch, flows: list[_Flow]) -> None:
        self.sketch = sketch
        start, end = sketch.table.dimensions[:2]
        rank = _ranks(sketch, start)
        self.starts = sorted({flow.start for flow in flows}, key=lambda key: rank.get(key, len(rank)))
        self.column = {key: place for place, key in enumerate(self.starts)}
        self.flows = [_Flow(f.start, self._target(f.end), f.value, f.row) for f in flows]
        self.back = {id(flow.row) for flow in self.flows if self._is_back(flow)}
        self.forward = [flow for flow in self.flows if id(flow.row) not in self.back]
        ends = {flow.end for flow in self.forward if flow.end not in self.column}
        order = _ranks(sketch, end)
        self.ends = sorted(ends, key=lambda key: order.get(key.removeprefix(_END), len(order)))
        self.names = _names(sketch)
        self._place()

    def _target(self, end: str) -> str:
        """A value one can leave again is the same bar as where one comes from."""
        key = end.removeprefix(_END)
        return key if key in self.column else end

    def _is_back(self, flow: _Flow) -> bool:
        return flow.end in self.column and self.column[flow.end] <= self.column[flow.start]

    def goes_back(self, flow: _Flow) -> bool:
        """Whether a stream would run from right to left."""
        return id(flow.row) in self.back

    def _place(self) -> None:
        last = len(self.starts)
        self.x = {key: LEFT + (RIGHT - LEFT) * place / max(last, 1) for key, place in self.column.items()}
        self.x.update(dict.fromkeys(self.ends, RIGHT))
        size = {key: max(self._sum("start", key), self._sum("end", key)) for key in (*self.starts, *self.ends)}
        stack = sum(size[key] for key in self.ends) or 1
        top = PAD + (STEPS * STEP if last > ROOMY else 0)
        room = HEIGHT - top - PAD - GAP * max(len(self.ends) - 1, 0)
        self.per = min(room / stack, (HEIGHT - top - PAD) / max(size.values(), default=1))
        self.height = {key: max(1.5, value * self.per) for key, value in size.items()}
        self.y = {key: float(top) for key in self.starts}
        at = float(top)
        for key in self.ends:
            self.y[key] = at
            at += self.height[key] + GAP

    def _sum(self, side: str, key: str) -> float:
        return sum(flow.value for flow in self.forward if getattr(flow, side) == key)

    def nodes(self) -> Iterator[Node]:
        """The bars."""
        for key in (*self.starts, *self.ends):
            incoming, outgoing = self._sum("end", key), self._sum("start", key)
            mark = SERIES[0] if key in self.column else REST
            shown = f"{max(incoming, outgoing):,}"
            x, y, height = round(self.x[key], 2), round(self.y[key], 1), round(self.height[key], 1)
            yield Node(x, y, height, mark, self.names[key], shown, self._above(key))

    def _above(self, key: str) -> float | None:
        """Names of neighbours stand on different steps, the first of them highest."""
        if len(self.starts) <= ROOMY or key not in self.column:
            return None
        return float(PAD + STEP * (self.column[key] % STEPS))

    def streams(self) -> Iterator[Stream]:
        """The streams, those that go furthest first, so that they lie on top of each other in order."""
        left, right = dict(self.y), dict(self.y)
        order = {key: place for place, key in enumerate((*self.starts, *self.ends))}
        for flow in sorted(self.forward, key=lambda flow: (order[flow.start], order[flow.end])):
            height = flow.value * self.per
            y0, y1 = left[flow.start], right[flow.end]
            left[flow.start] += height
            right[flow.end] += height
            said = f"{self.names[flow.start]} → {self.names[flow.end]}{self.sketch.say('ui.colon')}"
            measure = self.sketch.measures[0].id
            text = self.sketch.text(flow.row, measure)
            yield Stream(
                _ribbon(self.x[flow.start] + NODE, self.x[flow.end], (y0, y1), height),
                said + text,
                self.sketch.link(flow.row, measure),
            )


def _ranks(sketch: Sketch, dimension: Column) -> Mapping[str, int]:
    """The places of a dimension's values: by its definition, else as they come."""
    keys = dimension.order or tuple(
        dict.fromkeys(sketch.table.cell(row, dimension.id).key for row in sketch.table.rows)
    )
    return {key: place for place, key in enumerate(keys)}


def _names(sketch: Sketch) -> dict[str, str]:
    start, end = sketch.table.dimensions[:2]
    found = {}
    for row in sketch.table.rows:
        first, last = sketch.table.cell(row, start.id), sketch.table.cell(row, end.id)
        found[first.key] = first.text(sketch.language)
        name = last.text(sketch.language) if last.key else sketch.say("reports.funnel.open")
        found[_END + last.key] = name
    return found


def _ribbon(x0: float, x1: float, ys: tuple[float, float], height: float) -> str:
    y0, y1 = ys
    middle = round((x0 + x1) / 2, 2)
    x0, x1 = round(x0, 2), round(x1, 2)
    top = f"M{x0} {y0:.1f}C{middle} {y0:.1f} {middle} {y1:.1f} {x1} {y1:.1f}"
    return f"{top}V{y1 + height:.1f}C{middle} {y1 + height:.1f} {middle} {y0 + height:.1f} {x0} {y0 + height:.1f}Z"


def _back(sketch: Sketch, flow: _Flow) -> Back:
    measure = sketch.measures[0].id
    start, end = sketch.table.dimensions[:2]
    names = [sketch.table.cell(flow.row, each.id).text(sketch.language) for each in (start, end)]
    return Back(" → ".join(names), sketch.text(flow.row, measure), sketch.link(flow.row, measure))
