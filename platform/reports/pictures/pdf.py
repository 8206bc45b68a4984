"""A report on paper: the picture, then the whole table, with a head on every page."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from definitions import Refused, say

from ..answers.table import ReportTable
from ..charts import draw
from ..charts.table import Line, TableDrawing
from .fonts import font
from .kinds import picture_of
from .png import EXTRA, as_png
from .sheet import sheet_of

MARGIN, SMALL, LINE = 14, 8.5, 6


@dataclass(frozen=True)
class Paper:
    """For whom and as of when, as it stands at the foot of each page."""

    language: str
    foot: str = ""


def as_pdf(table: ReportTable, paper: Paper) -> bytes:
    """The report as a document; its text can be searched and copied."""
    document = _document(table, paper)
    document.add_page()
    drawing = draw(table, paper.language)
    if table.rows and picture_of(drawing) is not None:
        picture = as_png(sheet_of(table, paper.language))
        document.image(BytesIO(picture), w=document.epw, h=document.eph, keep_aspect_ratio=True)
        document.add_page()
    _head(document, table, paper.language)
    _table(document, draw(table, paper.language, chart="table"))
    return bytes(document.output())


def _document(table: ReportTable, paper: Paper) -> Any:
    try:
        from fpdf import FPDF
    except ImportError:
        raise Refused("reports.refused.no_pictures", install=EXTRA) from None
    chosen = font()

    class Document(FPDF):
        """A4 lying, with a foot."""

        def footer(self) -> None:
            self.set_y(-10)
            self.set_font("text", size=SMALL)
            self.set_text_color(108)
            page = say("reports.file.page", paper.language, n=self.page_no())
            self.cell(w=self.epw, h=LINE, text=f"{paper.foot} · {page}".strip(" ·"), align="C")

    document = Document(orientation="landscape", format="A4")
    document.add_font("text", fname=str(chosen.path), collection_font_number=chosen.face)
    document.set_margin(MARGIN)
    document.set_auto_page_break(auto=True, margin=MARGIN)
    document.set_title(table.label.text(paper.language))
    document.set_lang("zh-CN" if paper.language == "zh" else paper.language)
    return document


def _head(document: Any, table: ReportTable, language: str) -> None:
    document.set_font("text", size=16)
    document.set_text_color(31)
    document.multi_cell(w=document.epw, h=9, text=table.label.text(language), new_x="LMARGIN", new_y="NEXT")
    document.set_font("text", size=10)
    document.multi_cell(w=document.epw, h=LINE, text=table.finding.text(language), new_x="LMARGIN", new_y="NEXT")
    document.ln(3)


def _table(document: Any, drawing: TableDrawing) -> None:
    """Every row; the heads stand on every page."""
    from fpdf.enums import TableBordersLayout
    from fpdf.fonts import FontFace

    document.set_font("text", size=SMALL)
    document.set_draw_color(222, 216, 206)
    names = drawing.names
    widths = tuple(2 if place < names else 1 for place in range(len(drawing.heads)))
    aligns = tuple("RIGHT" if head.right else "LEFT" for head in drawing.heads)
    lines = [
        *drawing.rows,
        *([drawing.others] if drawing.others else []),
        *([drawing.totals] if drawing.totals else []),
    ]
    how = {"col_widths": widths, "text_align": aligns, "line_height": LINE, "width": document.epw}
    plain = FontFace(emphasis=None, fill_color=(243, 241, 236))
    borders = TableBordersLayout.HORIZONTAL_LINES
    with document.table(headings_style=plain, borders_layout=borders, **how) as sheet:
        sheet.row(tuple(head.label for head in drawing.heads))
        for line in lines:
            sheet.row(_cells(line))


def _cells(line: Line) -> tuple[str, ...]:
    return (*line.names, *(each.text for each in line.fields))
