"""The dimensions of a report file: names and formulas, grains of time, bands of numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from definitions import Duration, Label, Source
from forms import read_expression

from ..parts import Band, Dimension

Path = tuple[Any, ...]


def read_dimensions(source: Source) -> Iterator[Dimension]:
    """Each dimension."""
    for number, written in enumerate(source.data.get("dimensions", ())):
        yield _dimension(source, written, ("dimensions", number))


def _dimension(source: Source, written: Mapping[str, Any], path: Path) -> Dimension:
    if "bands" in written and "width" in written:
        source.problem((*path, "width"), "reports.problem.bands_or_width")
    width = read_amount(source, (*path, "width"), written["width"]) if "width" in written else None
    if width is not None and width <= 0:
        source.problem((*path, "width"), "reports.problem.no_width")
    return Dimension(
        id=written["id"],
        by=read_expression(source, (*path, "by"), written["by"]),
        label=Label.of(written["label"]) if "label" in written else None,
        grain=written.get("grain"),
        starts=written.get("starts", "monday"),
        zone=written.get("zone"),
        bands=_bands(source, written, (*path, "bands")),
        width=width,
        each=written.get("each", False),
        top=written.get("top"),
    )


def _bands(source: Source, written: Mapping[str, Any], path: Path) -> tuple[Band, ...]:
    """The bands from the lowest up; below the first beginning there is one more."""
    bands = [_band(source, each, (*path, place)) for place, each in enumerate(written.get("bands", ()))]
    for place, (lower, upper) in enumerate(pairwise(bands), 1):
        if upper.start is None or (lower.start is not None and upper.start <= lower.start):
            source.problem((*path, place), "reports.problem.bands_rise")
    below = () if not bands or bands[0].start is None else (Band(None),)
    return (*below, *bands)


def _band(source: Source, written: Any, path: Path) -> Band:
    if not isinstance(written, Mapping):
        return Band(read_amount(source, path, written))
    start = read_amount(source, (*path, "from"), written["from"]) if "from" in written else None
    return Band(start, Label.of(written["label"]))


def read_amount(source: Source, path: Path, written: Any) -> float | None:
    """A number as it is; a length of time in seconds; a share such as 80%."""
    if isinstance(written, int | float):
        return float(written)
    share = written.strip().removesuffix("%")
    if share != written.strip() and share.replace(".", "", 1).isdigit():
        return float(share) / 100
    try:
        duration = Duration.parse(written)
    except ValueError:
        source.problem(path, "reports.problem.no_amount", written=written)
        return None
    if duration.working:
        source.problem(path, "reports.problem.working_amount", written=written)
    return duration.seconds
