"""A sheet as pixels."""

from __future__ import annotations

from definitions import Refused

from .fonts import font

EXTRA = "pip install 'leadwright[pictures]'"


def as_png(svg: str, *, scale: float = 2) -> bytes:
    """The picture, twice as fine as it is wide; Refused says what is missing."""
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        raise Refused("reports.refused.no_pictures", install=EXTRA) from None
    files = [str(font().path)]
    return bytes(svg_to_bytes(svg_string=svg, zoom=scale, font_files=files, skip_system_fonts=True))
