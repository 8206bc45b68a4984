"""Numbers in addresses and in what a browser sends: whole, and never larger than a database keeps."""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1


class WholeNumber(IntegerConverter):
    """`<int:id>`: what no row can have as its number is not there."""

    def __init__(self, map: Map, fixed_digits: int = 0, min: int | None = None, max: int | None = LARGEST) -> None:
        """As werkzeug has it, with an end."""
        super().__init__(map, fixed_digits, min, max)


def whole(written: str) -> int:
    """For `args.get(name, type=whole)`: what is no such number counts as not given."""
    number = int(written) if len(written) < 12 else LARGEST + 1
    if abs(number) > LARGEST:
        raise ValueError(written[:20])
    return number


def install(app: Flask) -> None:
    """Addresses take such numbers only."""
    app.url_map.converters["int"] = WholeNumber
