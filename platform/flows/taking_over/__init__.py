"""Choices that take over others, and old ones that come back, in the records that are there: in portions."""

from .portions import ERRAND, begin, go_on, takes_a_while, underway

__all__ = ["ERRAND", "begin", "go_on", "takes_a_while", "underway"]
