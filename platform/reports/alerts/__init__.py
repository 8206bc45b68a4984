"""Alerts: a measure of a report read on a schedule; what is too bad opens a review."""

from . import checks  # noqa: F401  registers the checks across files
from .definition import AlertDefinition, Bound
from .watching import read_at, sweep
from .weighing import Weighed, weighed

__all__ = ["AlertDefinition", "Bound", "Weighed", "read_at", "sweep", "weighed"]
