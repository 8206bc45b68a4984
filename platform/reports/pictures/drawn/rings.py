"""Rings, dials, large numbers, streams and days."""

from __future__ import annotations

from itertools import pairwise

from ...charts.calendar import CalendarDrawing
from ...charts.gauge import GaugeDrawing
from ...charts.number import NumberDrawing
from ...charts.pie import PieDrawing
from ...charts.sankey import STEPS, Node, SankeyDrawing
from ..kinds import PICTURES
from ..pen import COLOURS, FAINT, GRID, INK, LATE, SOFT, SURFACE, Pen, breadth, cut, stretched

FIGURE = 240


@PICTURES.register("pie")
def pie(drawing: PieDrawing) -> Pen:
    """The ring, and beside it each part with its number."""
    pen, ring = Pen(height=200), Pen()
    for each in drawing.slices:
        ring.path(each.path, fill=COLOURS[each.mark], stroke=SURFACE, stroke_width=1)
    ring.text(60, 62, drawing.whole, text_anchor="middle", fill=INK, font_weight="bold", font_size=11)
    pen.shapes.append(f'<g transform="translate(20 10) scale(1.5)">{"".join(ring.shapes)}</g>')
    for place, each in enumerate(drawing.slices):
        y = 46 + place * 28
        pen.rect(250, y - 10, 14, 10, COLOURS[each.mark])
        pen.text(274, y, cut(each.name, 230))
        pen.text(580, y, each.shown, text_anchor="end", fill=INK, font_weight="bold")
        pen.text(640, y, each.share, text_anchor="end", fill=FAINT)
    return pen


@PICTURES.register("gauge")
def gauge(drawing: GaugeDrawing) -> Pen:
    """Half a ring with its number."""
    pen, dial = Pen(height=200), Pen()
    missed = drawing.state == "missed"
    dial.path(drawing.way, stroke=COLOURS["f0"], stroke_width=18)
    if drawing.gone:
        dial.path(drawing.gone, stroke=COLOURS["f5" if missed else "f1"], stroke_width=18)
    if drawing.mark:
        dial.line(*drawing.mark, stroke=INK, stroke_width=2.5)
    dial.text(100, 92, drawing.shown, text_anchor="middle", fill=INK, font_size=26, font_weight="bold")
    for x, end in zip((16, 184), drawing.ends, strict=True):
        dial.text(x, 118, end, text_anchor="middle", fill=FAINT, font_size=10)
    pen.shapes.append(f'<g transform="translate(230 4) scale(1.4)">{"".join(dial.shapes)}</g>')
    pen.text(
        370, 192, f"{drawing.measure} {drawing.target}".strip(), text_anchor="middle", fill=LATE if missed else SOFT
    )
    return pen


@PICTURES.register("number")
def number(drawing: NumberDrawing) -> Pen:
    """The figures side by side, three in a row, each over its line."""
    tall = 140 if any(each.path for each in drawing.figures) else 100
    pen = Pen(height=tall * -(-max(len(drawing.figures), 1) // 3))
    for place, each in enumerate(drawing.figures):
        x, y = place % 3 * (FIGURE + 10), place // 3 * tall
        pen.text(x, y + 16, cut(each.label, FIGURE))
        fill = LATE if each.state == "missed" else INK
        pen.text(x, y + 46, each.shown, font_size=26, fill=fill, font_weight="bold")
        said = "  ".join(part for part in (each.note, each.before, each.target) if part)
        pen.text(x, y + 68, cut(said, FIGURE, 11), fill=FAINT, font_size=11)
        if each.path:
            trend = Pen()
            trend.path(each.path, stroke=COLOURS["f1"], stroke_width=2, stroke_linejoin="round")
            pen.placed(trend, x, y + 80)
    return pen


@PICTURES.register("sankey")
def sankey(drawing: SankeyDrawing) -> Pen:
    """Streams between bars."""
    pen = Pen(height=drawing.height)
    across = pen.width - 130
    named = [node.x * across / 100 for node in drawing.nodes if node.above is not None]
    room = STEPS * min((b - a for a, b in pairwise(named)), default=FIGURE) - 12  # to the next name on the same step
    for stream in drawing.streams:
        pen.path(stretched(stream.path, across), fill=COLOURS["f1"], fill_opacity=0.2)
    for node in drawing.nodes:
        x = node.x * across / 100
        pen.rect(x, node.y, drawing.node * across / 100, node.height, COLOURS[node.mark])
        label = _named(node, 120 if node.above is None else room)
        if node.above is None:
            pen.text(x + drawing.node * across / 100 + 6, node.y + min(node.height / 2 + 4, 14), label, font_size=11)
        else:
            pen.line(x, node.above - 8, x, node.y)
            pen.text(x + 4, node.above, label, font_size=11)
    return pen


def _named(node: Node, room: float) -> str:
    """A name is cut before its number is."""
    number = f" {node.shown}"
    return cut(node.name, room - breadth(number, 11), 11) + number


@PICTURES.register("calendar")
def calendar(drawing: CalendarDrawing) -> Pen:
    """A square for each day."""
    pen, days = Pen(height=drawing.height + 8), Pen()
    for mark in drawing.marks:
        days.text(mark.x, mark.y, mark.text, fill=FAINT, font_size=10)
    for day in drawing.days:
        fill, opacity = (GRID, 1) if not day.shade else (COLOURS["f1"], 0.2 * day.shade)
        days.rect(day.x, day.y, 11, 11, fill, fill_opacity=opacity, rx=2)
    scale = min(1.0, pen.width / max(drawing.width, 1))
    pen.shapes.append(f'<g transform="scale({scale:g})">{"".join(days.shapes)}</g>')
    return pen
