"""Shaded tiles in rows: heat maps and cohorts."""

from __future__ import annotations

from collections.abc import Sequence

from ...charts.cohort import CohortDrawing
from ...charts.heat import HeatDrawing, Tile
from ...charts.pivot import PivotDrawing
from ..kinds import PICTURES
from ..pen import COLOURS, FAINT, GRID, INK, SHADES, SOFT, Pen, breadth, cut

NAME, LINE, EDGE = 170, 26, 100
# A column of a pivot that is narrower than this cannot be read, and lines beyond these are left to the table.
NARROWEST, MOST = 48, 30


@PICTURES.register("heat")
def heat(drawing: HeatDrawing) -> Pen:
    """The number stands in its tile, the whole at the edges."""
    rows = [*drawing.rows, *([drawing.foot] if drawing.foot else [])]
    pen, left, wide = _tiles(drawing.heads, [(row.name, row.tiles) for row in rows], aside=EDGE if drawing.edge else 0)
    end = left + len(drawing.heads) * wide + EDGE - 6
    for line, said in enumerate((drawing.edge, *(row.edge.text for row in rows)) if drawing.edge else ()):
        y, fill = (14, FAINT) if line == 0 else (22 + (line - 1) * LINE + 17, INK)
        pen.text(end, y, cut(said, EDGE - 8, 11), text_anchor="end", fill=fill, font_size=11)
    return pen


@PICTURES.register("cohort")
def cohort(drawing: CohortDrawing) -> Pen:
    """One cohort a row, with how many came in."""
    rows = [*drawing.rows, *([drawing.whole] if drawing.whole else [])]
    return _tiles(drawing.heads, [(f"{row.name}  {row.size}", row.tiles) for row in rows])[0]


def _tiles(
    heads: Sequence[str], rows: Sequence[tuple[str, Sequence[Tile]]], aside: float = 0
) -> tuple[Pen, float, float]:
    """The tiles, where the first of them stand, and how wide they are; beside them is as much room as is asked for."""
    pen, left = Pen(), min(NAME, max((breadth(name) for name, _ in rows), default=0) + 16)
    wide = min(90.0, (pen.width - left - aside) / max(len(heads), 1))
    for place, head in enumerate(heads):
        x = left + (place + 1) * wide - 6
        pen.text(x, 14, _head(head, wide - 6), text_anchor="end", fill=FAINT, font_size=11)
    for line, (name, tiles) in enumerate(rows):
        y = 22 + line * LINE
        pen.text(0, y + 17, cut(name, left - 10))
        for place, tile in enumerate(tiles):
            x = left + place * wide
            pen.rect(x + 1, y + 1, wide - 2, LINE - 2, COLOURS["f1"], fill_opacity=SHADES[tile.shade], rx=2)
            pen.text(x + wide - 6, y + 17, cut(tile.text, wide - 8, 11), text_anchor="end", fill=INK, font_size=11)
    pen.height = 22 + len(rows) * LINE + 6
    return pen, left, wide


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
