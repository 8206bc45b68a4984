"""Alerts: a measure of a report read on a schedule; what is too bad opens a review."""

from . import checks  # noqa: F401  registers the checks across files
from .definition import WAYS, AlertDefinition, Bound
from .muting import DAYS, Muted, may_mute, mute, unmute
from .standing import Standing, alert_of, alerts_for, standings, threshold_said
from .watching import read_at, sweep
from .weighing import Weighed, weighed

__all__ = [
    "DAYS", "WAYS", "AlertDefinition", "Bound", "Muted", "Standing", "Weighed", "alert_of", "alerts_for", "may_mute",
    "mute", "read_at", "standings", "sweep", "threshold_said", "unmute", "weighed",
]  # fmt: skip
