"""Reports: measures by dimensions in one SQL statement, cohort funnels, drill-down, drawings."""

from . import checks as _checks  # noqa: F401  registers the checks across files
from .answering import report_of, reports_for, run
from .cell import CellRef
from .charts import CHARTS, Drawing, draw
from .definition import ReportDefinition
from .drilling import Drill, drill
from .explaining import Explanation, explain
from .formats import as_csv, as_json, params_in
from .params import ParamValue
from .parts import Chart, Dimension, Measure, Param
from .saying import Criteria, Criterion, criteria_of
from .shapes import SHAPES
from .table import Cell, Column, ReportTable, Row

__all__ = [
    "CHARTS", "Cell", "CellRef", "Chart", "Column", "Criteria", "Criterion", "Dimension", "Drawing", "Drill",
    "Explanation", "Measure", "Param", "ParamValue", "ReportDefinition", "ReportTable", "Row", "as_csv", "as_json",
    "criteria_of", "draw", "drill", "explain", "params_in", "report_of", "reports_for", "run",
]  # fmt: skip

SHAPES.names()  # loads every shape now, and with them the flows that they follow
