"""Writes a picture as SVG that needs no stylesheet: light colours, one font, text that is never markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from ..charts.plot import breadth

INK, SOFT, FAINT, GRID, LATE, SURFACE = "#1f1d19", "#54504a", "#6c675f", "#ebe7df", "#b3301c", "#ffffff"
COLOURS = {
    "f0": "#dfe5f7", "f1": "#2a4fc4", "f2": "#bd8208", "f3": "#2c9461", "f4": "#8468c8",
    "f5": "#cf4630", "f6": "#6f8aa0",
    "s1": "#2a4fc4", "s2": "#bd8208", "s3": "#2c9461", "s4": "#8468c8", "s6": "#6f8aa0", "l2": "#6f8aa0",
    "before": SOFT, "limit": "#cf4630", "upto": SOFT,
}  # fmt: skip
SHADES = (0, 0.08, 0.18, 0.28, 0.4, 0.52)
# Signs that no line begins with.
ENDING = "，。；：、）」！？”》"
_STEP = re.compile(r"([A-Za-z])|(-?\d+(?:\.\d+)?)")


@dataclass
class Pen:
    """Gathers shapes; `height` grows with what is drawn."""

    width: int = 760
    height: float = 0
    shapes: list[str] = field(default_factory=list)

    def rect(self, x: float, y: float, width: float, height: float, fill: str, **more: object) -> None:
        """A bar, a tile."""
        self._shape("rect", x=x, y=y, width=max(width, 0), height=max(height, 0), fill=fill, **more)

    def line(self, x1: float, y1: float, x2: float, y2: float, **more: object) -> None:
        """A thin one, unless it says otherwise."""
        self._shape("line", x1=x1, y1=y1, x2=x2, y2=y2, **{"stroke": GRID, "stroke_width": 1, **more})

    def circle(self, x: float, y: float, r: float, fill: str, **more: object) -> None:
        """A point."""
        self._shape("circle", cx=x, cy=y, r=r, fill=fill, **more)

    def path(self, d: str, **more: object) -> None:
        """A line or a surface."""
        self._shape("path", d=d, **{"fill": "none", **more})

    def text(self, x: float, y: float, words: str, **more: object) -> None:
        """Words; the size is 12 unless it says otherwise."""
        said = _attributes({"x": x, "y": y, "fill": SOFT, "font_size": 12, **more})
        self.shapes.append(f"<text {said}>{escape(words)}</text>")

    def placed(self, inner: Pen, x: float, y: float) -> None:
        """Another drawing within this one."""
        self.shapes.append(f'<g transform="translate({x:g} {y:g})">{"".join(inner.shapes)}</g>')
        self.height = max(self.height, y + inner.height)

    def svg(self, font: str) -> str:
        """The whole picture."""
        size = f'width="{self.width}" height="{round(self.height)}" viewBox="0 0 {self.width} {round(self.height)}"'
        ground = f'<rect width="100%" height="100%" fill="{SURFACE}"/>'
        head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family={quoteattr(font)}>'
        return f"{head}{ground}{''.join(self.shapes)}</svg>"

    def _shape(self, name: str, **said: object) -> None:
        self.shapes.append(f"<{name} {_attributes(said)}/>")


def _attributes(said: dict[str, object]) -> str:
    return " ".join(f"{key.replace('_', '-')}={quoteattr(_number(value))}" for key, value in said.items())


def _number(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def cut(words: str, room: float, size: float = 12) -> str:
    """Words that fit into so much room."""
    if breadth(words, size) <= room:
        return words
    kept = words
    while kept and breadth(kept + "…", size) > room:
        kept = kept[:-1]
    return kept + "…"


def wrapped(words: str, room: float, size: float = 12) -> Iterator[str]:
    """Words in lines; Chinese may break anywhere, but before a sign that ends something."""
    line = ""
    for part in re.findall(r"[ -~]+?(?:\s|$)|[ -~]+|[^ -~]", words):
        if line and part not in ENDING and breadth(line + part.rstrip(), size) > room:
            yield line.rstrip()
            line = ""
        line += part
    if line:
        yield line.rstrip()


def stretched(d: str, across: float) -> str:
    """A path whose places across are percent, at its full width; only absolute M, L, C, V and Z stand in it."""
    out, at, command = [], 0, ""
    for letter, number in _STEP.findall(d):
        if letter:
            command, at = letter, 0
            out.append(letter)
        else:
            is_x = command != "V" and at % 2 == 0
            out.append(f"{float(number) * across / 100:.2f} " if is_x else f"{number} ")
            at += 1
    return "".join(out)
