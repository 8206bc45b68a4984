"""Copies of reports and dashboards, to be kept as one's own: the text of another one, called a copy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from accounts import Work
from definitions import Label, say

from .answers.answering import report_of
from .building import personal
from .building.written import read_written
from .dashboards import dashboard_of
from .dashboards import personal as boards


def copy_of_report(work: Work, id: str) -> dict[str, Any]:
    """Without what only the original has: its readers, and the questions that lead to it alone."""
    if personal.is_personal(id):
        return dict(read_written(work.catalog, personal.personal_of(work, id).text).data)
    report = report_of(work, id)
    data = dict(work.catalog.written("report", report.id))
    for own in ("roles", "words"):
        data.pop(own, None)
    return {**data, "label": _called(work, report.label)}


def copy_of_dashboard(work: Work, id: str) -> dict[str, Any]:
    """In the order in which its tiles stand."""
    found = dashboard_of(work, id)
    if boards.is_personal(id):
        data = dict(boards.read_board(work, boards.board_of(work, id).text).data)
    else:
        data = dict(work.catalog.written("dashboard", found.id))
        data.pop("roles", None)
    return {**data, "label": _called(work, found.label), "tiles": flowing(data.get("tiles", ()))}


def flowing(tiles: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Tiles without places of their own, the upper first: from now on their order places them."""
    placed = sorted(tiles, key=lambda tile: (tile.get("y", 0), tile.get("x", 0)))
    return [{key: value for key, value in tile.items() if key not in ("x", "y")} for tile in placed]


def _called(work: Work, label: Label) -> str:
    return say("builder.copy_of", work.language, name=label.text(work.language))
