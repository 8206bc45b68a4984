"""Level bars in rows: bars, funnel, leaderboard."""

from __future__ import annotations

from ...charts.bar import Bar, BarDrawing
from ...charts.funnel import FunnelDrawing
from ...charts.leaderboard import LeaderboardDrawing
from ...charts.plot import breadth
from ..kinds import PICTURES
from ..pen import COLOURS, FAINT, INK, LATE, Pen, cut

NAME, NUMBER, LINE, BAR, GAP, BOLD = 190, 150, 24, 14, 8, 13


@PICTURES.register("bar")
def bars(drawing: BarDrawing) -> Pen:
    """A name, its bars one below the other, and the number of each."""
    pen, y = Pen(), 4.0
    for row in drawing.rows:
        middle = y + LINE * len(row.bars) / 2 + 4
        pen.text(0, middle, cut(row.name, NAME - 12))
        for bar in row.bars:
            _bar(pen, y, bar, drawing.length)
            y += LINE
        y += 8
    pen.height = y
    return pen


def _bar(pen: Pen, y: float, bar: Bar, length: float) -> None:
    way = pen.width - NAME - NUMBER
    pen.rect(NAME, y + 5, way, BAR, COLOURS["f0"], rx=2)
    for part in bar.segments:
        pen.rect(NAME + part.x * way / length, y + 5, part.width * way / length, BAR, COLOURS[part.mark])
    for kind, at in (("before", bar.before), ("limit", bar.limit), ("upto", bar.upto)):
        if at is not None:
            x = NAME + at * way / length
            if kind == "upto":
                pen.line(NAME, y + 12, x, y + 12, stroke=COLOURS[kind], stroke_width=1.5)
            pen.line(x, y + 3, x, y + 21, stroke=COLOURS[kind], stroke_width=2)
    late = LATE if bar.state == "missed" else INK
    _told(pen, y, bar.shown, bar.note, fill=late)


def _told(pen: Pen, y: float, shown: str, note: str, *, fill: str = INK) -> None:
    """The number behind a bar, and in small how it has changed; a long one begins where the bar has ended."""
    end = pen.width - NUMBER + max(70, GAP + breadth(shown, BOLD))
    pen.text(end, y + 17, shown, text_anchor="end", fill=fill, font_weight="bold")
    if note:
        pen.text(end + GAP, y + 17, note, fill=FAINT, font_size=11)


@PICTURES.register("funnel")
def funnel(drawing: FunnelDrawing) -> Pen:
    """A bar for each stage, and below it where the rest went."""
    pen, y = Pen(), 4.0
    way = pen.width - NAME - NUMBER
    for step in drawing.steps:
        pen.text(0, y + 17, cut(step.name, NAME - 12))
        pen.rect(NAME, y + 5, way, BAR, COLOURS["f0"], rx=2)
        pen.rect(NAME, y + 5, step.width * way / drawing.length, BAR, COLOURS["f1"])
        _told(pen, y, step.shown, step.rate)
        rest = " · ".join(f"{each.name} {each.shown}" for each in step.rest)
        pen.text(NAME, y + 34, cut(rest, way + NUMBER, 11), fill=FAINT, font_size=11)
        y += 44
    pen.height = y
    return pen


@PICTURES.register("leaderboard")
def leaderboard(drawing: LeaderboardDrawing) -> Pen:
    """The places from the first down."""
    pen, y = Pen(), 4.0
    way = pen.width - NAME - NUMBER
    for each in drawing.runners[:20]:
        pen.text(20, y + 17, str(each.place), text_anchor="end", fill=INK, font_weight="bold")
        pen.text(32, y + 17, cut(each.name, NAME - 44))
        pen.rect(NAME, y + 5, way, BAR, COLOURS["f0"], rx=2)
        pen.rect(NAME, y + 5, each.width * way / drawing.length, BAR, COLOURS["f1"])
        _told(pen, y, each.shown, each.note)
        y += LINE + 4
    pen.height = y
    return pen
