"""Reports: measures by dimensions in one SQL statement, cohort funnels, drill-down, drawings."""

from . import alerts, background, reviews, subscriptions
from . import checks as _checks  # noqa: F401  registers the checks across files
from .answers.answering import may_open, report_of, reports_for, run
from .answers.cell import CellRef
from .answers.chips import Chip, chips_of, narrowed_by
from .answers.drilling import Drill, drill
from .answers.explaining import Explanation, explain
from .answers.formats import as_csv, as_json, params_in
from .answers.narrowing import ONLY, Narrowing
from .answers.saying import Criteria, Criterion, criteria_of, said_of
from .answers.table import Cell, Column, ReportTable, Row
from .asking import Asked, ReadyAnswer, Suggestion, Unknown, asked, examples, suggestions
from .building import personal
from .building.naming import group_of, measure_named
from .building.offers import Offer, ReadyMeasure, offers, once_for, ready_measures
from .building.often import measures_first, names_first
from .building.ordering import in_order
from .building.packed import pack, unpack
from .building.shelf import title_of
from .building.written import FILE, Written, read_written, require_seen, sees_form, write
from .building.written import LONGEST as LONGEST_OWN
from .charts import CHARTS, Drawing, draw
from .copying import copy_of_dashboard, copy_of_report, flowing
from .dashboards import (
    GRID,
    AskedTile,
    DashboardDefinition,
    OpenDashboard,
    as_told,
    dashboard_of,
    dashboards_for,
    groups_of,
    open_dashboard,
    run_together,
)
from .dashboards import personal as boards
from .definition import ReportDefinition
from .entities import ENTITIES
from .grains import GRAINS
from .params import ParamValue
from .parts import BOUNDS, Chart, Dimension, Measure, Param
from .period import COMPARES, PERIODS, is_period, period_label
from .pictures import FILES, FileKind, Paper, as_png, as_xlsx, file_of, sheet_of
from .reading.part_schemas import MEASURE_KINDS
from .shapes import SHAPES
from .sql.conjuncts import all_of, conjuncts
from .sql.question import scope_with_params

__all__ = [
    "CHARTS", "FILES", "GRID", "ONLY", "SHAPES", "AskedTile", "Cell", "CellRef", "Chart", "Chip", "Column",
    "Criteria", "Criterion", "DashboardDefinition", "Dimension", "Drawing", "Drill", "Explanation", "FileKind",
    "Measure", "Narrowing", "OpenDashboard", "Paper", "Param", "ParamValue", "ReportDefinition", "ReportTable",
    "Row", "as_csv", "as_json", "as_png", "as_told", "as_xlsx", "chips_of", "criteria_of", "dashboard_of",
    "dashboards_for", "draw", "drill", "explain", "file_of", "groups_of", "narrowed_by", "open_dashboard", "params_in",
    "report_of", "reports_for", "run", "run_together", "sheet_of", "subscriptions",
]  # fmt: skip
__all__ += [
    "BOUNDS", "COMPARES", "ENTITIES", "FILE", "GRAINS", "LONGEST_OWN", "MEASURE_KINDS", "PERIODS", "Asked", "Offer",
    "ReadyAnswer", "ReadyMeasure", "Suggestion", "Unknown", "Written", "alerts", "all_of", "asked", "background",
    "boards", "conjuncts", "copy_of_dashboard", "copy_of_report", "examples", "flowing", "group_of", "in_order",
    "is_period", "may_open", "measure_named", "measures_first", "names_first", "offers", "once_for", "pack",
    "period_label", "personal", "read_written", "ready_measures", "require_seen", "reviews", "said_of",
    "scope_with_params", "sees_form", "suggestions", "title_of", "unpack", "write",
]  # fmt: skip

SHAPES.names()  # loads every shape now, and with them the flows that they follow
