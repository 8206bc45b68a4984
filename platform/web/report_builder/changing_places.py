"""What was dragged, or sent there by a button: names and measures into rows, columns and values, and out again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import reports
from rules import Type

from . import changing_dimensions, changing_measures
from .posted import Posted

ROWS, COLUMNS, VALUES, OUT = ZONES = ("rows", "columns", "values", "out")
# Pictures whose second group goes across by itself, and those that are told by `split`.
ACROSS, SPLIT = ("pivot", "heat"), ("bar", "line", "area")
HEAD = "put|"


@dataclass(frozen=True)
class Move:
    """What goes where: `d1` and `m0` stand on the shelf, `n:source` and `new:sum` do not yet."""

    what: str
    zone: str
    place: int

    @classmethod
    def of(cls, posted: Posted) -> Move | None:
        """The button `put|what|zone|place`."""
        _, what, zone, place, *_ = (*posted.do.split("|"), "", "", "", "")
        known = posted.do.startswith(HEAD) and zone in ZONES
        return cls(what, zone, int(place) if _is_place(place) else 99) if known else None


def across_of(data: Mapping[str, Any]) -> str | None:
    """The group that goes across: as the picture is told, or the second where the picture has columns."""
    chart, groups = data.get("chart") or {}, [each for each in data.get("dimensions", ()) if isinstance(each, dict)]
    if chart.get("type") in ACROSS and len(groups) == 2:
        return str(groups[1]["id"])
    split = chart.get("split")
    return split if chart.get("type") in SPLIT and any(each["id"] == split for each in groups) else None


def change(new: dict[str, Any], posted: Posted, stock: changing_measures.Stock) -> str:
    """Put it there; the key of a sentence where it does not go there."""
    move = Move.of(posted)
    if move is None:
        return ""
    kind, _, name = move.what.partition(":")
    if kind == "n":
        return _put_name(new, move, name, stock)
    if kind[:1] == "d" and _is_place(kind[1:]):
        return _put_group(new, move, int(kind[1:]), stock)
    return _put_measure(new, move, stock)


def _put_name(new: dict[str, Any], move: Move, name: str, stock: changing_measures.Stock) -> str:
    offer = stock.offers.get(name)
    if offer is None or move.zone == OUT:
        return ""
    if move.zone == VALUES:
        return _measure_of(new, move, offer, stock)
    groups = list(new.get("dimensions", ()))
    if not offer.is_dimension:
        return "builder.place.no_group"
    if len(groups) >= changing_dimensions.MOST:
        return "builder.place.enough"
    return _arranged(new, groups, changing_dimensions.begun(offer, changing_dimensions.ids_of(new)), move)


def _put_group(new: dict[str, Any], move: Move, number: int, stock: changing_measures.Stock) -> str:
    groups = list(new.get("dimensions", ()))
    if number >= len(groups):
        return ""
    each = groups[number]
    if move.zone == VALUES:
        offer = stock.offers.get(str(each.get("by")))
        return _measure_of(new, move, offer, stock) if offer else "builder.place.no_measure"
    across = across_of(new)
    groups.pop(number)
    if each["id"] == across:
        _not_across(new)
    if move.zone == OUT:
        new["dimensions"] = groups
        return ""
    return _arranged(new, groups, each, move)


def _arranged(new: dict[str, Any], groups: list[dict[str, Any]], each: dict[str, Any], move: Move) -> str:
    """Among the rows at its place, or across; what stood across before goes to the end of the rows."""
    across = across_of({**new, "dimensions": groups})
    if move.zone == ROWS or not groups:
        rows = [one for one in groups if one["id"] != across]
        rows.insert(move.place, each)
        new["dimensions"] = [*rows, *(one for one in groups if one["id"] == across)]
        return "" if move.zone == ROWS else "builder.place.rows_first"
    new["dimensions"] = [*groups, each]
    return _across(new, each["id"])


def _across(new: dict[str, Any], id: str) -> str:
    chart, many = dict(new.get("chart") or {}), len(new["dimensions"])
    kind = reports.CHARTS.find(str(chart.get("type")))
    if chart.get("type") in SPLIT and kind is not None and many <= kind.needs.dimensions[1]:
        new["chart"] = {**chart, "x": new["dimensions"][0]["id"], "split": id}
    elif many == 2:
        new["chart"] = {"type": chart["type"] if chart.get("type") in ACROSS else "pivot", "y": chart.get("y", [])}
    else:
        new["chart"] = {"type": "bar", "x": new["dimensions"][0]["id"], "split": id}
        return "" if many < 4 else "builder.place.too_many_rows"
    return ""


def _not_across(new: dict[str, Any]) -> None:
    """Nothing goes across any more: the picture follows."""
    chart = dict(new.get("chart") or {})
    chart.pop("split", None)
    new["chart"] = None if chart.get("type") in ACROSS else chart


def _put_measure(new: dict[str, Any], move: Move, stock: changing_measures.Stock) -> str:
    measures = list(new.get("measures", ()))
    known = move.what[:1] == "m" and _is_place(move.what[1:]) and int(move.what[1:]) < len(measures)
    if move.zone in (ROWS, COLUMNS):
        return "builder.place.no_group"
    if known and move.zone == OUT and len(measures) == 1:
        return "builder.place.last_measure"
    if known:
        taken = [measures.pop(int(move.what[1:]))]
    else:
        taken = changing_measures.begun(move.what, new, stock) if move.zone == VALUES else []
    if move.zone == VALUES:
        measures[move.place : move.place] = taken
    new["measures"] = measures
    return ""


def _measure_of(new: dict[str, Any], move: Move, offer: reports.Offer, stock: changing_measures.Stock) -> str:
    """A name among the values: added up where it is an amount, else its different values are counted."""
    kind = "sum" if offer.type is Type.NUMBER else "average" if offer.type is Type.DURATION else "distinct"
    if not offer.fits(kind):
        return "builder.place.no_measure"
    measures = list(new.get("measures", ()))
    if len(measures) >= changing_measures.MOST:
        return "builder.place.enough"
    id = changing_dimensions.free(f"{kind}_{offer.id.replace('.', '_')}", changing_dimensions.ids_of(new))
    once = changing_measures.once_of(kind, offer.id, stock)
    made = {"id": id, "label": changing_measures.named(kind, offer.id, stock), kind: offer.id, **once}
    measures.insert(move.place, made)
    new["measures"] = measures
    return "builder.place.once" if once else ""


def _is_place(written: str) -> bool:
    return written.isascii() and written.isdigit() and len(written) < 4
