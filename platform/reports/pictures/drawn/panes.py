"""Lines, areas, columns, points: a pane between two axes."""

from __future__ import annotations

from ...charts.plot import PlotDrawing
from ...charts.scatter import ScatterDrawing
from ..kinds import PICTURES
from ..pen import COLOURS, FAINT, GRID, LATE, Pen, stretched

LEFT, RIGHT = 56, 16


@PICTURES.register("line")
@PICTURES.register("area")
@PICTURES.register("histogram")
def pane(drawing: PlotDrawing) -> Pen:
    """Levels, then what is drawn across, then the names below."""
    pen = Pen(height=drawing.height)
    across = pen.width - LEFT - RIGHT
    _levels(pen, drawing)
    if drawing.unit:
        pen.text(LEFT - 8, 12, drawing.unit, text_anchor="end", fill=FAINT, font_size=11)
    for path in drawing.paths:
        _across(pen, path.cls, stretched(path.d, across))
    for at in drawing.readings:
        for box in at.boxes:
            pen.rect(LEFT + box.x * across / 100, box.y, box.width * across / 100, box.height, COLOURS[box.fill])
        for dot in at.dots:
            pen.circle(LEFT + at.x * across / 100, dot.y, 3, COLOURS[dot.fill])
    for limit in drawing.limits:
        pen.line(LEFT, limit.y, pen.width - RIGHT, limit.y, stroke=COLOURS["limit"], stroke_dasharray="4 3")
        pen.text(pen.width - RIGHT, limit.y - 5, limit.text, text_anchor="end", fill=LATE, font_size=11)
    for tick in drawing.ticks:
        place = LEFT + tick.x * across / 100
        pen.text(place, drawing.bottom + 18, tick.text, text_anchor=tick.anchor, fill=FAINT, font_size=11)
    return pen


def _levels(pen: Pen, drawing: PlotDrawing | ScatterDrawing) -> None:
    for level in drawing.levels:
        pen.line(LEFT, level.y, pen.width - RIGHT, level.y)
        pen.text(LEFT - 8, level.y + 4, level.text, text_anchor="end", fill=FAINT, font_size=11)


def _across(pen: Pen, cls: str, d: str) -> None:
    """A surface, or a line; the one of the days before is dashed."""
    name, *more = cls.split()
    inner = Pen()
    if "surface" in more:
        inner.path(d, fill=COLOURS[name], fill_opacity=0.82)
    else:
        dashed = {"stroke_dasharray": "3 3"} if name == "l2" else {}
        inner.path(d, stroke=COLOURS[name], stroke_width=1.5 if dashed else 2, stroke_linejoin="round", **dashed)
    pen.placed(inner, LEFT, 0)


@PICTURES.register("scatter")
def points(drawing: ScatterDrawing) -> Pen:
    """Each group where its two numbers meet, and the whole as a cross."""
    pen = Pen(height=drawing.height + 16)
    across = pen.width - LEFT - RIGHT
    _levels(pen, drawing)
    for tick in drawing.ticks:
        x = LEFT + tick.x * across / 100
        pen.line(x, drawing.top, x, drawing.bottom, stroke=GRID)
        pen.text(x, drawing.bottom + 18, tick.text, text_anchor="middle", fill=FAINT, font_size=11)
    if drawing.cross:
        x, y = LEFT + drawing.cross[0] * across / 100, drawing.cross[1]
        pen.line(x, drawing.top, x, drawing.bottom, stroke=COLOURS["l2"], stroke_dasharray="3 3")
        pen.line(LEFT, y, pen.width - RIGHT, y, stroke=COLOURS["l2"], stroke_dasharray="3 3")
    for spot in drawing.spots:
        x = LEFT + spot.x * across / 100
        pen.circle(x, spot.y, spot.r, COLOURS[spot.mark], fill_opacity=0.7)
        if spot.labelled:
            beside = -(spot.r + 4) if spot.anchor == "end" else spot.r + 4
            pen.text(x + beside, spot.y + 4, spot.name, text_anchor=spot.anchor, font_size=11)
    pen.text(LEFT, drawing.top - 8, f"↑ {drawing.up}", fill=FAINT, font_size=11)
    pen.text(pen.width - RIGHT, drawing.height + 8, f"{drawing.across} →", text_anchor="end", fill=FAINT, font_size=11)
    return pen
