"""A dashboard with what its tiles come to, as JSON has it."""

from __future__ import annotations

from typing import Any

from accounts import Work
from definitions import Refused

from ..answers.answering import run
from ..answers.formats import as_json
from .opening import AskedTile, OpenDashboard


def as_told(work: Work, opened: OpenDashboard, *, within: float | None = None) -> dict[str, Any]:
    """The filters as they stand and every tile with its answer; one that cannot be asked says why."""
    return {
        "dashboard": opened.dashboard.id,
        "label": opened.dashboard.label.text(work.language),
        "revision": work.catalog.revision,
        "filters": [
            {"id": each.id, "label": each.label.text(work.language), "value": each.raw, "shown": each.shown}
            for each in opened.params
        ],
        "only": dict(opened.narrowing.at),
        "tiles": [_tile(work, each, within) for each in opened.tiles],
    }


def _tile(work: Work, asked: AskedTile, within: float | None) -> dict[str, Any]:
    tile, spot = asked.tile, asked.tile.spot
    told = {
        "id": tile.id,
        "label": asked.report.label.text(work.language),
        "place": {"x": spot.x, "y": spot.y, "width": spot.width, "height": spot.height},
        "chart": asked.report.chart.type if asked.report.chart else "table",
        "number": tile.number,
    }
    try:
        table = run(work, asked.report, asked.given, within=within)
    except Refused as refused:
        return {**told, "refused": refused.text(work.language)}
    return {**told, "finding": table.finding.text(work.language), "answer": as_json(table, work.language)}
