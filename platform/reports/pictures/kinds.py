"""Which drawings have a picture of their own; the others are told by their table."""

from __future__ import annotations

from collections.abc import Callable

from definitions import Registry

from ..charts import Drawing
from .pen import Pen

PICTURES: Registry[Callable[[Drawing], Pen | None]] = Registry("report pictures", "reports.pictures.drawn")


def picture_of(drawing: Drawing) -> Pen | None:
    """The drawing as shapes; None where it is a table itself, or too wide to be drawn."""
    draw = PICTURES.find(drawing.chart)
    return draw(drawing) if draw else None
