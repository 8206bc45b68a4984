"""Drawings of a report: each chart turns a table into shapes, and a template of its name shows them."""

from .drawing import CHARTS, Drawing, Needs, Sketch, draw

__all__ = ["CHARTS", "Drawing", "Needs", "Sketch", "draw"]
