"""What only a look at form, pipeline and the whole report finds."""

from . import whole, words
from .whole import report_problems

__all__ = ["report_problems", "whole", "words"]
