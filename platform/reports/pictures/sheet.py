"""A whole report on one sheet: its name, what was asked, the finding, and the picture or the first lines of a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from definitions import say

from ..answers.table import ReportTable
from ..charts import draw
from ..charts.drawing import Drawing
from .fonts import FAMILIES
from .kinds import picture_of
from .lines import lines_of
from .pen import COLOURS, FAINT, INK, Pen, breadth, cut, wrapped

EDGE, INNER = 24, 760
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
    inner = (picture_of(drawing) if table.rows else None) or lines_of(draw(table, language, chart="table"), language)
    y = _legend(pen, drawing, y) if table.rows else y
    pen.placed(inner, EDGE, y)
    pen.height += EDGE


def _head(pen: Pen, table: ReportTable, language: str) -> float:
    """The name, what was asked, and the finding."""
    y = pen.height + EDGE + 18.0
    pen.text(EDGE, y, cut(table.label.text(language), INNER, 20), font_size=20, fill=INK, font_weight="bold")
    colon = say("ui.colon", language)
    asked = " · ".join(f"{each.label.text(language)}{colon}{each.shown}" for each in table.params if each.shown)
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
