"""A whole report on one sheet: its name, what was asked, the finding, and the picture or the first lines of a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..answers.table import ReportTable
from ..charts import draw
from ..charts.drawing import Drawing
from ..charts.table import TableDrawing
from .fonts import FAMILIES
from .kinds import picture_of
from .pen import COLOURS, FAINT, INK, LATE, SOFT, Pen, breadth, cut, wrapped

EDGE, INNER = 24, 760
LINES, COLUMNS, ROW = 15, 7, 26
DASHED = ("l2", "limit", "before", "upto")


def sheet_of(table: ReportTable, language: str) -> str:
    """The report as an SVG of its own."""
    pen = Pen(INNER + 2 * EDGE)
    _add(pen, table, language)
    return pen.svg(FAMILIES)


def sheets_of(title: str, numbers: Sequence[tuple[str, str]], tables: Iterable[ReportTable], language: str) -> str:
    """Several reports below each other, under one name and some large numbers."""
    pen = Pen(INNER + 2 * EDGE, EDGE + 30)
    pen.text(EDGE, EDGE + 22, cut(title, INNER, 24), font_size=24, fill=INK, font_weight="bold")
    wide = INNER / max(min(len(numbers), 4), 1)
    for place, (name, shown) in enumerate(numbers):
        x, y = EDGE + place % 4 * wide, pen.height + 22 if place % 4 == 0 else pen.height - 42
        pen.text(x, y, cut(name, wide - 12), fill=FAINT)
        pen.text(x, y + 28, shown, font_size=22, fill=INK, font_weight="bold")
        pen.height = y + 42
    for table in tables:
        _add(pen, table, language)
    return pen.svg(FAMILIES)


def _add(pen: Pen, table: ReportTable, language: str) -> None:
    """One report, below what is there."""
    y = _head(pen, table, language)
    drawing = draw(table, language)
    inner = (picture_of(drawing) if table.rows else None) or _table(draw(table, language, chart="table"))
    y = _legend(pen, drawing, y) if table.rows else y
    pen.placed(inner, EDGE, y)
    pen.height += EDGE


def _head(pen: Pen, table: ReportTable, language: str) -> float:
    """The name, what was asked, and the finding."""
    y = pen.height + EDGE + 18.0
    pen.text(EDGE, y, cut(table.label.text(language), INNER, 20), font_size=20, fill=INK, font_weight="bold")
    asked = " · ".join(f"{each.label.text(language)} {each.shown}" for each in table.params if each.shown)
    if asked:
        y += 22
        pen.text(EDGE, y, cut(asked, INNER), fill=FAINT)
    for line in wrapped(table.finding.text(language), INNER, 14):
        y += 22
        pen.text(EDGE, y, line, font_size=14)
    return y + 18


def _legend(pen: Pen, drawing: Drawing, y: float) -> float:
    """The colours with their names, in as many lines as they need."""
    x = float(EDGE)
    for mark, words in drawing.legend:
        wide = 22 + breadth(words) + 18
        if x > EDGE and x + wide > EDGE + INNER:
            x, y = float(EDGE), y + 20
        if mark in DASHED:
            pen.line(x, y + 5, x + 14, y + 5, stroke=COLOURS[mark], stroke_width=2, stroke_dasharray="3 3")
        else:
            pen.rect(x, y, 14, 10, COLOURS[mark])
        pen.text(x + 20, y + 9, words)
        x += wide
    return y + 24 if drawing.legend else y


def _table(drawing: TableDrawing) -> Pen:
    """The first lines of the table."""
    pen, names = Pen(INNER), drawing.names
    heads = drawing.heads[: max(COLUMNS, names)]
    wide = pen.width / max(len(heads) + names, 1)
    places = [(2 * place * wide, 2 * wide) for place in range(names)]
    places += [((names + place) * wide, wide) for place in range(names, len(heads))]
    rows = [*drawing.rows[:LINES], *([drawing.totals] if drawing.totals else [])]
    _line(pen, 0, [(head.label, "") for head in heads], places, names)
    for number, row in enumerate(rows, 1):
        cells = [(name, "") for name in row.names] + [(each.text, each.state) for each in row.fields]
        _line(pen, number * ROW, cells, places, names)
    pen.height = ROW * (len(rows) + 1)
    return pen


def _line(pen: Pen, y: float, cells: list[tuple[str, str]], places: list[tuple[float, float]], names: int) -> None:
    for number, ((x, wide), (words, state)) in enumerate(zip(places, cells, strict=False)):
        fill = LATE if state == "missed" else FAINT if y == 0 else SOFT if number < names else INK
        if number < names:
            pen.text(x, y + 17, cut(words, wide - 10), fill=fill)
        else:
            pen.text(x + wide - 4, y + 17, cut(words, wide - 8), text_anchor="end", fill=fill)
    pen.line(0, y + ROW - 1, pen.width, y + ROW - 1)
