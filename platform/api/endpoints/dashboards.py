"""Dashboards: which there are, and what their tiles come to."""

from __future__ import annotations

from flask import Response, request

from definitions import Refused
from reports import ONLY, as_told, dashboard_of, dashboards_for, open_dashboard

from ..blueprint import v1
from ..desk import asking
from ..inputs import arguments, refuse, said
from ..replies import Reply
from .reports import SECONDS


@v1.get("/dashboards")
def list_dashboards() -> Response:
    """The dashboards the caller may open."""
    arguments()
    with asking() as work:
        told = [
            {
                "id": one.id,
                "label": one.label.text(work.language),
                "filters": [each.id for each in one.filters],
                "tiles": [tile.id for tile in one.tiles],
            }
            for one in dashboards_for(work)
        ]
    return Reply({"dashboards": told, "revision": work.catalog.revision}).response()


@v1.get("/dashboards/<dashboard>")
def run_dashboard(dashboard: str) -> Response:
    """Every tile with its answer; the filters are the address's arguments."""
    with asking() as work:
        found = dashboard_of(work, dashboard)
        arguments(*(each.id for each in found.filters), ONLY)
        opened = open_dashboard(work, found, request.args.to_dict())
        if opened.refused is not None:
            _refuse(opened.refused)
        told = as_told(work, opened, within=SECONDS)
    return Reply(told).response()


def _refuse(refused: Refused) -> None:
    """The filter that was not understood, by its name."""
    refuse(said(str(refused.params.get("param") or "period"), refused))
