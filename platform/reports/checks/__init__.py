"""What only a look at form, pipeline and the whole report finds."""

from . import addresses, whole, words
from .whole import report_problems

__all__ = ["addresses", "report_problems", "whole", "words"]
