"""From a checked dashboard file to its objects; what a schema cannot see is collected as problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from definitions import Duration, Label, Source

from ..parts import Chart
from ..reading.measures import read_target
from ..reading.report import read_chart
from .definition import DashboardDefinition, SharedFilter, Spot, Tile

Path = tuple[Any, ...]
NUMBER_SIZE, PICTURE_SIZE = (3, 2), (6, 6)
SHORTEST = 30


def read_dashboard(source: Source) -> DashboardDefinition:
    """The dashboard of one file."""
    data = source.data
    return DashboardDefinition(
        id=source.id,
        label=source.label(),
        tiles=tuple(_tiles(source)),
        filters=tuple(_filter(each) for each in data.get("filters", ())),
        roles=tuple(data.get("roles", ())),
        about=Label.of(data["about"]) if "about" in data else None,
        refresh=_refresh(source),
    )


def _tiles(source: Source) -> Iterator[Tile]:
    seen: set[str] = set()
    for place, written in enumerate(source.data["tiles"]):
        tile = _tile(source, written, ("tiles", place))
        if tile.id in seen:
            where = "id" if "id" in written else "report"
            source.problem(("tiles", place, where), "dashboards.problem.tile_twice", id=tile.id)
        seen.add(tile.id)
        yield tile


def _tile(source: Source, written: Mapping[str, Any], path: Path) -> Tile:
    number = written.get("number")
    if number is None and "target" in written:
        source.problem((*path, "target"), "dashboards.problem.target_of_number")
    if number is not None and "chart" in written:
        source.problem((*path, "chart"), "dashboards.problem.number_or_chart")
    return Tile(
        id=written.get("id", written["report"] + (f"_{number}" if number else "")),
        report=written["report"],
        spot=_spot(source, written, path),
        label=Label.of(written["label"]) if "label" in written else None,
        number=number,
        chart=_chart(written),
        target=read_target(source, written, (*path, "target")),
        params=tuple(written.get("params", {}).items()),
    )


def _chart(written: Mapping[str, Any]) -> Chart | None:
    return read_chart(written["chart"]) if "chart" in written else None


def _spot(source: Source, written: Mapping[str, Any], path: Path) -> Spot:
    """A place is a column and a row; one of them alone is none."""
    width, height = NUMBER_SIZE if "number" in written else PICTURE_SIZE
    for one, other in (("x", "y"), ("y", "x")):
        if one in written and other not in written:
            source.problem((*path, one), "dashboards.problem.half_a_place", given=one, missing=other)
    return Spot(written.get("width", width), written.get("height", height), written.get("x"), written.get("y"))


def _filter(written: Any) -> SharedFilter:
    if isinstance(written, str):
        return SharedFilter(written)
    label = Label.of(written["label"]) if "label" in written else None
    return SharedFilter(written["id"], label, written.get("default"))


def _refresh(source: Source) -> int | None:
    if "refresh" not in source.data:
        return None
    duration = Duration.parse(source.data["refresh"])
    if duration.working or duration.seconds < SHORTEST:
        source.problem(("refresh",), "dashboards.problem.refresh_too_often", n=SHORTEST)
    return int(duration.seconds)
