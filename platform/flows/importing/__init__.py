"""A file on its way in from a page: read, sorted into fields, looked at, imported in portions, and taken back."""

from . import kept_lines
from .checking import check_portion, look_at_once
from .first_rows import FirstRow, first_rows
from .mapping import (
    CREATE,
    LATER,
    MODES,
    RULES,
    Mapping,
    Suggestion,
    choose,
    fillable,
    filled_by,
    map_of,
    may_name_owners,
    possible_owners,
    suggested,
    unfilled,
    usable_fields,
    usable_keys,
)
from .owner_checks import warnings_about_owners
from .published import choose_published, published_maps
from .receiving import drop, read_sent, receive, runs_of, the_run
from .reporting import reason_of, report_csv, report_lines
from .results import (
    Flagged,
    count_flagged,
    count_warned,
    counts_so_far,
    fates_of,
    flagged,
    imported,
    numbered,
    numbers_of,
)
from .running import begin, go_on, run_portion
from .undoing import take_back, undo_run
from .words import Meaning, choices_of, is_picked, meanings, say

__all__ = [
    "FirstRow",
    "Flagged",
    "CREATE",
    "LATER",
    "MODES",
    "Mapping",
    "Meaning",
    "RULES",
    "Suggestion",
    "begin",
    "check_portion",
    "choices_of",
    "choose",
    "choose_published",
    "count_flagged",
    "count_warned",
    "counts_so_far",
    "fates_of",
    "fillable",
    "filled_by",
    "first_rows",
    "may_name_owners",
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
    "numbers_of",
    "possible_owners",
    "published_maps",
    "read_sent",
    "reason_of",
    "receive",
    "report_csv",
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
    "warnings_about_owners",
    "usable_keys",
]
