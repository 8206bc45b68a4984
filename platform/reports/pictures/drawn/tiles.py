"""Shaded tiles in rows: heat maps and cohorts."""

from __future__ import annotations

from ...charts.cohort import CohortDrawing
from ...charts.heat import HeatDrawing
from ..kinds import PICTURES
from ..pen import COLOURS, FAINT, INK, SHADES, Pen, cut

NAME, LINE = 170, 26


@PICTURES.register("heat")
def heat(drawing: HeatDrawing) -> Pen:
    """The number stands in its tile."""
    return _tiles(drawing.heads, [(row.name, row.tiles) for row in drawing.rows])


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
        pen.text(x, 14, cut(head, wide - 6, 11), text_anchor="end", fill=FAINT, font_size=11)
    for line, (name, tiles) in enumerate(rows):
        y = 22 + line * LINE
        pen.text(0, y + 17, cut(name, NAME - 10))
        for place, tile in enumerate(tiles):
            x = NAME + place * wide
            pen.rect(x + 1, y + 1, wide - 2, LINE - 2, COLOURS["f1"], fill_opacity=SHADES[tile.shade], rx=2)
            pen.text(x + wide - 6, y + 17, cut(tile.text, wide - 8, 11), text_anchor="end", fill=INK, font_size=11)
    pen.height = 22 + len(rows) * LINE + 6
    return pen
