"""Lists of records as pages show them: views, filters in words, rows with their cells, groups and sums."""

from .board_view import BoardView, closed_stages, may_move
from .build import counted_tabs, drilled_page, lane_page, list_page, total_words
from .calendar_view import may_move_days
from .cells import Cells
from .links import Links
from .view_model import Cell, EmptyList, Group, Heading, ListView, Row, Tab, Word

__all__ = [
    "BoardView", "Cell", "Cells", "EmptyList", "Group", "Heading", "Links", "ListView", "Row", "Tab", "Word",
    "closed_stages", "counted_tabs", "drilled_page", "lane_page", "list_page", "may_move", "may_move_days",
    "total_words",
]  # fmt: skip
