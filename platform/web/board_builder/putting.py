"""A report put on one of one's own dashboards, from where it was built."""

from __future__ import annotations

import reports
from accounts import Work

from ..languages import t
from .changing import begun, changed

NEW = "new"


def put_on(work: Work, board: str, report: str) -> str:
    """At the end of a dashboard, or alone on a new one; answers which, and nothing where none was chosen."""
    if not board:
        return ""
    boards = reports.boards
    kept = None if board == NEW else boards.read_board(work, boards.board_of(work, board).text)
    data = begun(t("boards.untitled")) if kept is None else kept.data
    made = boards.write_board(work, changed(work, data, {"new_tile": report}))
    return boards.keep(work, made, "" if board == NEW else board)
