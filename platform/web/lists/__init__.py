"""Lists of records as pages show them: views, filters in words, rows with their cells, groups and sums."""

from .build import counted_tabs, drilled_page, list_page
from .view_model import Cell, EmptyList, Group, Heading, ListView, Row, Tab, Word

__all__ = [
    "Cell", "EmptyList", "Group", "Heading", "ListView", "Row", "Tab", "Word", "counted_tabs", "drilled_page",
    "list_page",
]  # fmt: skip
