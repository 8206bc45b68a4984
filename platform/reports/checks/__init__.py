"""What only a look at form, pipeline and the whole report finds."""

from . import whole
from .whole import report_problems

__all__ = ["report_problems", "whole"]
