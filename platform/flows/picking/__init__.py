"""Picking a record's values out of what others send: paths into JSON, words that mean something else there."""

from .checks import fixed_problems, pick_problems
from .definition import PICKS_SCHEMA, Pick, read_picks
from .paths import Path, read_path

__all__ = ["PICKS_SCHEMA", "Path", "Pick", "fixed_problems", "pick_problems", "read_path", "read_picks"]
