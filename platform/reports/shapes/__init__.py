"""Reports of a shape of their own: funnels, cohorts, forecasts and what else is more than measures by dimensions."""

from .shape import SHAPES, Asked, Shape

__all__ = ["SHAPES", "Asked", "Shape"]
