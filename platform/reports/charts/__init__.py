"""Drawings of a report: each chart turns a table into shapes, and a template of its name shows them."""

from .drawing import CHARTS, Drawing, Sketch, draw

__all__ = ["CHARTS", "Drawing", "Sketch", "draw"]
