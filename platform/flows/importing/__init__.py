"""A file on its way in from a page: read, sorted into fields, looked at, imported in portions, and taken back."""

from . import kept_lines
from .checking import check_portion
from .mapping import Mapping, Suggestion, choose, map_of, suggested, usable_fields, usable_keys
from .receiving import drop, receive, runs_of, the_run
from .reporting import report_lines
from .running import begin, go_on, run_portion
from .undoing import take_back, undo_run

__all__ = [
    "Mapping",
    "Suggestion",
    "begin",
    "check_portion",
    "choose",
    "drop",
    "go_on",
    "kept_lines",
    "map_of",
    "receive",
    "report_lines",
    "run_portion",
    "runs_of",
    "suggested",
    "take_back",
    "the_run",
    "undo_run",
    "usable_fields",
    "usable_keys",
]
