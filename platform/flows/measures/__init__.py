"""Measures of people: what a weighing of candidates may ask about them, over records, assignments and contacts."""

from .history import History, Reader, StoredHistory
from .measure import MEASURES, Asked, Measure, Measured, measure

__all__ = ["MEASURES", "Asked", "History", "Measure", "Measured", "Reader", "StoredHistory", "measure"]
