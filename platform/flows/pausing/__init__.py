"""Pausing: somebody stops the clocks of a record for a while, with a reason, and they run on from where they stood."""

from . import story as _story  # noqa: F401  how the history tells of it
from .holding import HELD, take_up
from .verbs import ENDS, MOVED, end_of, hold_what_began, pause, resume, run_on

__all__ = ["ENDS", "HELD", "MOVED", "end_of", "hold_what_began", "pause", "resume", "run_on", "take_up"]
