"""What was pressed or dragged, put into the values of a dashboard."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import reports
from accounts import Work
from definitions import Refused

NUMBER, PICTURE = (3, 2), (6, 6)
MOST_TILES, MOST_HIGH = 24, 12
STEPS = {"wider": ("width", 1), "narrower": ("width", -1), "higher": ("height", 1), "lower": ("height", -1)}


def begun(label: str) -> dict[str, Any]:
    """A dashboard with nothing on it yet."""
    return {"kind": "dashboard", "id": "my_dashboard", "label": label, "tiles": []}


def is_sound(data: Mapping[str, Any]) -> bool:
    """Whether tiles and filters are of such a shape that buttons can work on them; else the text is to be mended."""
    tiles, filters = data.get("tiles"), data.get("filters", [])
    named = (
        (each.get("id") if isinstance(each, dict) else each for each in filters) if type(filters) is list else (None,)
    )
    return isinstance(tiles, list) and all(map(is_tile, tiles)) and all(isinstance(each, str) for each in named)


def is_tile(tile: Any) -> bool:
    """Whether a tile says its report in words and its place and size in whole numbers."""
    if not isinstance(tile, dict) or "report" not in tile:
        return False
    words = (tile[name] for name in ("report", "id", "number") if name in tile)
    sides = (tile[name] for name in ("x", "y", "width", "height") if name in tile)
    return all(isinstance(word, str) for word in words) and all(type(side) is int for side in sides)


def changed(work: Work, data: Mapping[str, Any], form: Mapping[str, str]) -> dict[str, Any]:
    """The values with everything that the page says."""
    new = deepcopy(dict(data))
    tiles = reports.flowing(new.get("tiles", ()))
    title = str(form.get("title", "")).strip()[:120]
    if title:
        label = new.get("label")
        new["label"] = {**label, work.language: title} if isinstance(label, dict) else title
    for number, tile in enumerate(tiles):
        _number(work, tile, str(form.get(f"t{number}_number", "-")))
    _press(tiles, str(form.get("do", "")))
    added = str(form.get("new_tile", ""))
    if added and len(tiles) < MOST_TILES:
        tiles.append(_tile(work, added, tiles))
    new["tiles"] = tiles
    return _with_filters(work, new)


def _press(tiles: list[dict[str, Any]], do: str) -> None:
    """One button: `up-2`, `drop-2`, `wider-2`; or a drag: `move-2-0`, `size-2-6-8`."""
    verb, *numbers = do.split("-")
    places = [int(each) for each in numbers if each.isascii() and each.isdigit() and len(each) < 4]
    if len(places) != len(numbers) or not places or places[0] >= len(tiles):
        return
    place, tile = places[0], tiles[places[0]]
    if verb == "drop":
        tiles.pop(place)
    elif verb in ("up", "down") or (verb == "move" and len(places) == 2):
        to = places[1] if verb == "move" else max(0, place - 1) if verb == "up" else place + 1
        tiles.insert(min(to, len(tiles) - 1), tiles.pop(place))
    elif verb in STEPS:
        side, by = STEPS[verb]
        size = dict(zip(("width", "height"), size_of(tile), strict=True))
        _resize(tile, **{**size, side: size[side] + by})
    elif verb == "size" and len(places) == 3:
        _resize(tile, width=places[1], height=places[2])


def size_of(tile: Mapping[str, Any]) -> tuple[int, int]:
    """How wide and high a tile is."""
    width, height = NUMBER if "number" in tile else PICTURE
    return tile.get("width", width), tile.get("height", height)


def _resize(tile: dict[str, Any], *, width: int, height: int) -> None:
    tile["width"], tile["height"] = min(max(width, 2), reports.GRID), min(max(height, 2), MOST_HIGH)


def _number(work: Work, tile: dict[str, Any], number: str) -> None:
    """Only one measure of the report, large; or its picture again."""
    if number == "-" or number == tile.get("number", ""):
        return
    for each in ("width", "height", "target", "number", "chart"):
        tile.pop(each, None)
    report = report_at(work, tile["report"])
    if report is not None and number in report.measures_by_id:
        tile["number"] = number


def report_at(work: Work, id: str) -> reports.ReportDefinition | None:
    """The report of a tile, if the reader may open it."""
    try:
        return reports.report_of(work, id)
    except Refused:
        return None


def _tile(work: Work, report: str, tiles: list[dict[str, Any]]) -> dict[str, Any]:
    """A tile more; one whose report stands here already is told apart by an id."""
    reports.report_of(work, report)
    base = report.replace("-", "_")[:40]
    taken = {tile.get("id", tile["report"]) for tile in tiles}
    id = next(name for name in (base, *(f"{base}_{n}" for n in range(2, 99))) if name not in taken)
    return {"report": report} if id == report else {"id": id, "report": report}


def _with_filters(work: Work, new: dict[str, Any]) -> dict[str, Any]:
    """Filters that some tile knows; the days where nothing was said and a report goes by them."""
    found = [report for tile in new["tiles"] if (report := report_at(work, tile["report"])) is not None]
    known = {param.id for report in found for param in report.params}
    filters = [each for each in new.get("filters", ()) if (each if isinstance(each, str) else each["id"]) in known]
    if not filters and "filters" not in new and "period" in known:
        filters = ["period"]
    kept = {key: value for key, value in new.items() if key not in ("filters", "tiles")}
    return {**kept, **({"filters": filters} if filters else {}), "tiles": new["tiles"]}
