"""Choices that take over others, and old ones that come back, in the records that are there: in portions."""

from .portions import BACK, ERRAND, TAKE, Step, begin, leave, move_portion, recompute_later, takes_a_while, underway

__all__ = [
    "BACK", "ERRAND", "TAKE", "Step", "begin", "leave", "move_portion", "recompute_later", "takes_a_while", "underway",
]  # fmt: skip
