"""Builds icons.svg from a folder of Tabler outline icons: a sprite, and our mark, so that it is the favicon too."""

import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
SHAPE = re.compile(r"<(?:path|circle|rect|line|polyline|ellipse)\b[^>]*/>")
MARK = (
    '<rect width="24" height="24" rx="6" fill="#2a4fc4"/>'
    '<g fill="none" stroke-linecap="round" stroke-linejoin="round">'
    '<path d="M7 5.5v10.2c0 1.6 1 2.8 2.6 2.8h7.4" stroke="#fff" stroke-width="2.4"/>'
    '<path d="M11.5 13.5l3-3.2 1.8 1.7 2.2-4" stroke="#ffd479" stroke-width="2"/></g>'
)
FRAME = 'd="M0 0h24v24H0z"'


def main(outline: Path) -> None:
    """Write the sprite for every name in names.txt; an unknown name stops the build."""
    names = (HERE / "names.txt").read_text("utf-8").split()
    body = "\n".join(symbol(name, (outline / f"{name}.svg").read_text("utf-8")) for name in names)
    sprite = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">\n{body}\n{MARK}\n</svg>\n'
    (HERE.parent / "icons.svg").write_text(sprite, "utf-8")
    print(f"icons.svg: {len(names)} symbols, {len(sprite)} bytes")


def symbol(name: str, source: str) -> str:
    """Keep the shapes of one icon; colour and stroke come from the page's stylesheet."""
    shapes = (shape for shape in SHAPE.findall(source) if FRAME not in shape)
    return f'<symbol id="{name}" viewBox="0 0 24 24">{"".join(shapes)}</symbol>'


if __name__ == "__main__":
    main(Path(sys.argv[1]))
