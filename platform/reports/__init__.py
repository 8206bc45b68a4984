"""Reports: measures by dimensions in one SQL statement, cohort funnels, drill-down, drawings."""

from . import checks as _checks  # noqa: F401  registers the checks across files
from . import subscriptions
from .answering import report_of, reports_for, run
from .cell import CellRef
from .charts import CHARTS, Drawing, draw
from .chips import Chip, chips_of, narrowed_by
from .dashboards import (
    GRID,
    AskedTile,
    DashboardDefinition,
    OpenDashboard,
    as_told,
    dashboard_of,
    dashboards_for,
    open_dashboard,
)
from .definition import ReportDefinition
from .drilling import Drill, drill
from .explaining import Explanation, explain
from .formats import as_csv, as_json, params_in
from .narrowing import ONLY, Narrowing
from .params import ParamValue
from .parts import Chart, Dimension, Measure, Param
from .pictures import FILES, FileKind, Paper, as_png, as_xlsx, file_of, sheet_of
from .saying import Criteria, Criterion, criteria_of
from .shapes import SHAPES
from .table import Cell, Column, ReportTable, Row

__all__ = [
    "CHARTS", "FILES", "GRID", "ONLY", "SHAPES", "AskedTile", "Cell", "CellRef", "Chart", "Chip", "Column",
    "Criteria", "Criterion", "DashboardDefinition", "Dimension", "Drawing", "Drill", "Explanation", "FileKind",
    "Measure", "Narrowing", "OpenDashboard", "Paper", "Param", "ParamValue", "ReportDefinition", "ReportTable",
    "Row", "as_csv", "as_json", "as_png", "as_told", "as_xlsx", "chips_of", "criteria_of", "dashboard_of",
    "dashboards_for", "draw", "drill", "explain", "file_of", "narrowed_by", "open_dashboard", "params_in",
    "report_of", "reports_for", "run", "sheet_of", "subscriptions",
]  # fmt: skip

SHAPES.names()  # loads every shape now, and with them the flows that they follow
