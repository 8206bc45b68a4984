"""A file on its way in from a page: read, sorted into fields, looked at, imported in portions, and taken back."""

from . import kept_lines
from .checking import check_portion, look_at_once
from .mapping import Mapping, Suggestion, choose, map_of, suggested, unfilled, usable_fields, usable_keys
from .receiving import drop, receive, runs_of, the_run
from .reporting import report_lines
from .results import Flagged, count_flagged, flagged, imported, numbered
from .running import begin, go_on, run_portion
from .undoing import take_back, undo_run
from .words import Meaning, choices_of, is_picked, meanings, say

__all__ = [
    "Flagged",
    "Mapping",
    "Meaning",
    "Suggestion",
    "begin",
    "check_portion",
    "choices_of",
    "choose",
    "count_flagged",
    "drop",
    "flagged",
    "go_on",
    "imported",
    "is_picked",
    "kept_lines",
    "look_at_once",
    "map_of",
    "meanings",
    "numbered",
    "receive",
    "report_lines",
    "run_portion",
    "runs_of",
    "say",
    "suggested",
    "take_back",
    "the_run",
    "undo_run",
    "unfilled",
    "usable_fields",
    "usable_keys",
]
