"""Calls: a transcript is held against the script that belongs to it, point by point, with the words that were said."""

from . import checks, history  # noqa: F401  the checks across files, the sentences of the history
from .definition import AGENT, ANYBODY, CUSTOMER, CallScript, Point
from .hearing import Call, CallRefused, hold, score_again, script_for
from .scoring import Compliance, Found, compliance
from .showing import CallLine, PointLine, calls_of
from .transcript import Turn, read_text, read_turns

__all__ = [
    "AGENT", "ANYBODY", "CUSTOMER", "Call", "CallLine", "CallRefused", "CallScript", "Compliance", "Found", "Point",
    "PointLine", "Turn", "calls_of", "compliance", "hold", "read_text", "read_turns", "score_again", "script_for",
]  # fmt: skip
