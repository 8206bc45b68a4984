"""Dashboards: several reports on one grid, asked with the same conditions."""

from . import checks as _checks  # noqa: F401  registers the checks across files
from .definition import GRID, DashboardDefinition, Spot, Tile
from .opening import AskedTile, OpenDashboard, dashboard_of, dashboards_for, open_dashboard
from .telling import as_told

__all__ = [
    "GRID", "AskedTile", "DashboardDefinition", "OpenDashboard", "Spot", "Tile", "as_told", "dashboard_of",
    "dashboards_for", "open_dashboard",
]  # fmt: skip
