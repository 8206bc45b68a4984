"""Builds icons.svg, the one sprite of all symbols, from a folder of Tabler outline icons."""

import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
SHAPE = re.compile(r"<(?:path|circle|rect|line|polyline|ellipse)\b[^>]*/>")
FRAME = 'd="M0 0h24v24H0z"'


def main(outline: Path) -> None:
    """Write the sprite for every name in names.txt; an unknown name stops the build."""
    names = (HERE / "names.txt").read_text("utf-8").split()
    body = "\n".join(symbol(name, (outline / f"{name}.svg").read_text("utf-8")) for name in names)
    sprite = f'<svg xmlns="http://www.w3.org/2000/svg">\n{body}\n</svg>\n'
    (HERE.parent / "icons.svg").write_text(sprite, "utf-8")
    print(f"icons.svg: {len(names)} symbols, {len(sprite)} bytes")


def symbol(name: str, source: str) -> str:
    """Keep the shapes of one icon; colour and stroke come from the page's stylesheet."""
    shapes = (shape for shape in SHAPE.findall(source) if FRAME not in shape)
    return f'<symbol id="{name}" viewBox="0 0 24 24">{"".join(shapes)}</symbol>'


if __name__ == "__main__":
    main(Path(sys.argv[1]))
