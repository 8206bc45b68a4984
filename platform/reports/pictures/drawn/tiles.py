"""Shaded tiles in rows: heat maps and cohorts."""

from __future__ import annotations

from collections.abc import Sequence

from ...charts.cohort import CohortDrawing
from ...charts.heat import HeatDrawing
from ...charts.pivot import PivotDrawing
from ..kinds import PICTURES
from ..pen import COLOURS, FAINT, GRID, INK, SHADES, SOFT, Pen, breadth, cut

NAME, LINE = 170, 26
# A column of a pivot that is narrower than this cannot be read, and lines beyond these are left to the table.
NARROWEST, MOST = 48, 30


@PICTURES.register("heat")
def heat(drawing: HeatDrawing) -> Pen:
    """The number stands in its tile."""
    rows = [*drawing.rows, *([drawing.foot] if drawing.foot else [])]
    heads = [*drawing.heads, *([drawing.edge] if drawing.edge else [])]
    return _tiles(heads, [(row.name, (*row.tiles, *([row.edge] if row.edge else []))) for row in rows])


@PICTURES.register("cohort")
def cohort(drawing: CohortDrawing) -> Pen:
    """One cohort a row, with how many came in."""
    rows = [*drawing.rows, *([drawing.whole] if drawing.whole else [])]
    return _tiles(drawing.heads, [(f"{row.name}  {row.size}", row.tiles) for row in rows])


def _tiles(heads, rows) -> Pen:
    pen = Pen()
    wide = min(90.0, (pen.width - NAME) / max(len(heads), 1))
    for place, head in enumerate(heads):
        x = NAME + (place + 1) * wide - 6
        pen.text(x, 14, _head(head, wide - 6), text_anchor="end", fill=FAINT, font_size=11)
    for line, (name, tiles) in enumerate(rows):
        y = 22 + line * LINE
        pen.text(0, y + 17, cut(name, NAME - 10))
        for place, tile in enumerate(tiles):
            x = NAME + place * wide
            pen.rect(x + 1, y + 1, wide - 2, LINE - 2, COLOURS["f1"], fill_opacity=SHADES[tile.shade], rx=2)
            pen.text(x + wide - 6, y + 17, cut(tile.text, wide - 8, 11), text_anchor="end", fill=INK, font_size=11)
    pen.height = 22 + len(rows) * LINE + 6
    return pen


def _head(head: str, room: float) -> str:
    """Where there is little room an hour is told without its minutes, and nothing by half."""
    short = head.removesuffix(":00")
    return head if breadth(head, 11) <= room else short if breadth(short, 11) <= room else cut(head, room, 11)


@PICTURES.register("pivot")
def pivot(drawing: PivotDrawing) -> Pen | None:
    """Rows by columns; None where they are more than a page is wide."""
    rows, several = (*drawing.rows[:-1][:MOST], *drawing.rows[-1:]), len(drawing.measures) > 1
    left = min(NAME, max((breadth(row.name) for row in rows), default=0) + 16)
    wide = min(110.0, (Pen.width - left) / max(len(drawing.columns) * len(drawing.measures), 1))
    if wide < NARROWEST:
        return None
    pen = Pen()
    _cells(pen, 0, left, drawing.columns, wide * len(drawing.measures), fill=SOFT)
    if several:
        _cells(pen, 20, left, drawing.measures * len(drawing.columns), wide, fill=FAINT)
    for line, row in enumerate(rows, 2 if several else 1):
        y = line * LINE - (8 if several else 0)
        weight = {"font_weight": "bold"} if row.edge else {}
        pen.line(0, y - 4, pen.width, y - 4, stroke=GRID)
        pen.text(0, y + 14, cut(row.name, left - 10), fill=INK if row.edge else SOFT, **weight)
        _cells(pen, y, left, [each.text for each in row.cells], wide, fill=INK, **weight)
    pen.height = (len(rows) + 2) * LINE
    return pen


def _cells(pen: Pen, y: float, left: float, words: Sequence[str], wide: float, **how: object) -> None:
    for place, text in enumerate(words, 1):
        said = cut(text, wide - 8, 11)
        pen.text(left + place * wide - 6, y + 14, said, text_anchor="end", font_size=11, **how)
