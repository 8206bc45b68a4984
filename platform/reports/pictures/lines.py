"""The first lines of a table as a picture: what its headline is about first, then as many columns as fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from definitions import say

from ..charts.table import TableDrawing
from .pen import FAINT, INK, LATE, SOFT, Pen, breadth, cut

LINES, ROW, WIDE, GAP = 15, 26, 760, 16
MOST_OF_NAMES = 230


@dataclass(frozen=True)
class Place:
    """A column that is drawn: which one, from where, how wide, and whether it names."""

    column: int
    x: float
    width: float
    names: bool


def lines_of(drawing: TableDrawing, language: str) -> Pen:
    """Heads, lines, the whole, and how many lines are left out."""
    pen, rows = Pen(WIDE), [*drawing.rows[:LINES], *([drawing.totals] if drawing.totals else [])]
    heads = [(head.label, "") for head in drawing.heads]
    lines = [[*((name, "") for name in row.names), *((each.text, each.state) for each in row.fields)] for row in rows]
    places = _places(drawing, [heads, *lines])
    for number, cells in enumerate([heads, *lines]):
        _line(pen, number * ROW, cells, places)
    pen.height = ROW * (len(rows) + 1)
    left_out = len(drawing.rows) - LINES
    if left_out > 0:
        pen.text(0, pen.height + 20, say("reports.file.more_lines", language, n=left_out), fill=FAINT, font_size=12)
        pen.height += ROW
    return pen


def _places(drawing: TableDrawing, lines: Sequence[Sequence[tuple[str, str]]]) -> list[Place]:
    """As wide as their words; names give way, numbers do not."""
    wide = [max(breadth(line[at][0], 13) for line in lines) + GAP for at in range(len(drawing.heads))]
    names, numbers = list(range(drawing.names)), range(drawing.names, len(drawing.heads))
    room = WIDE - sum(min(wide[at], MOST_OF_NAMES) for at in names)
    chosen: list[int] = []
    for at in sorted(numbers, key=lambda at: not drawing.heads[at].charted):
        if not chosen or sum(wide[each] for each in chosen) + wide[at] <= room:
            chosen.append(at)
    room = _shared({at: wide[at] for at in names}, WIDE - sum(wide[at] for at in chosen))
    places, x = [], 0.0
    for at in (*names, *sorted(chosen)):
        width = room.get(at, wide[at])
        places.append(Place(at, x, width, at in names))
        x += width
    return places


def _shared(wide: Mapping[int, float], left: float) -> dict[int, float]:
    """Short names have the room they need, long ones what is left, and the last column what nobody needs."""
    found = {}
    for place, at in enumerate(sorted(wide, key=lambda at: wide[at])):
        found[at] = min(wide[at], (left - sum(found.values())) / (len(wide) - place))
    if found:
        found[max(found)] += left - sum(found.values())
    return found


def _line(pen: Pen, y: float, cells: Sequence[tuple[str, str]], places: Sequence[Place]) -> None:
    for each in places:
        words, state = cells[each.column]
        fill = LATE if state == "missed" else FAINT if y == 0 else SOFT if each.names else INK
        if each.names:
            pen.text(each.x, y + 17, cut(words, each.width - 10), fill=fill)
        else:
            pen.text(each.x + each.width - 4, y + 17, words, text_anchor="end", fill=fill)
    pen.line(0, y + ROW - 1, pen.width, y + ROW - 1)
