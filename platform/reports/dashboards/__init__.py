"""Dashboards: several reports on one grid, asked with the same conditions."""

from . import checks as _checks  # noqa: F401  registers the checks across files
from .definition import GRID, DashboardDefinition, Spot, Tile
from .opening import AskedTile, OpenDashboard, dashboard_of, dashboards_for, open_dashboard
from .telling import as_told
from .together import groups_of, run_together

__all__ = [
    "GRID", "AskedTile", "DashboardDefinition", "OpenDashboard", "Spot", "Tile", "as_told", "dashboard_of",
    "dashboards_for", "groups_of", "open_dashboard", "run_together",
]  # fmt: skip
