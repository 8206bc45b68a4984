"""Duplicates among what is there: found in the background, looked at in pairs, merged, and taken apart again."""

from . import story as _story  # noqa: F401  how the history tells of it
from .merging import Choice, MergePlan, can_merge, merge, plan_merge
from .old_flags import OLD_FLAGS, ask_about_old_flags, keep_portion
from .queue import PairRow, call_different, count_of, pairs_of, why_of
from .scanning import begin_scan, percent_done, scan_portion
from .unmerging import Unmerged, merges_of, now_in, unmerge

__all__ = [
    "OLD_FLAGS",
    "Choice",
    "MergePlan",
    "PairRow",
    "Unmerged",
    "ask_about_old_flags",
    "begin_scan",
    "call_different",
    "can_merge",
    "count_of",
    "keep_portion",
    "merge",
    "merges_of",
    "now_in",
    "pairs_of",
    "percent_done",
    "plan_merge",
    "scan_portion",
    "unmerge",
    "why_of",
]
