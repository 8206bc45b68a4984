"""The dimensions of the page: chosen, set, moved, dropped, added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import reports
from rules import Type

from .posted import Posted, put

MOST = 4
TIMES = (Type.DATE, Type.DATETIME)


def change(new: dict[str, Any], posted: Posted, offers: Mapping[str, reports.Offer]) -> None:
    """Every dimension as its controls say; then the one that was added."""
    dimensions = [each for each in new.get("dimensions", ()) if isinstance(each, dict)]
    for number, each in enumerate(dimensions):
        _change(each, posted, number, offers)
    dimensions = [dimensions[place] for place in posted.moves("d", len(dimensions))]
    added = offers.get(posted.one("new_d"))
    if added is not None and len(dimensions) < MOST:
        dimensions.append(begun(added, ids_of(new)))
    new["dimensions"] = dimensions


def begun(offer: reports.Offer, taken: Iterable[str]) -> dict[str, Any]:
    """A dimension of a name: time by the month, amounts in bands, every value of a list."""
    return reports.group_of(offer, free(offer.id.replace(".", "_"), taken))


def ids_of(new: Mapping[str, Any]) -> list[str]:
    """Every id that is taken."""
    parts = (new.get(part, ()) for part in ("params", "facts", "dimensions", "measures"))
    return ["period", *(str(each.get("id")) for part in parts for each in part if isinstance(each, dict))]


def free(id: str, taken: Iterable[str]) -> str:
    """The id, with a number behind it where it is taken."""
    known, id = set(taken), id[:40]
    return next(made for made in (id, *(f"{id}_{n}" for n in range(2, 99))) if made not in known)


def _change(each: dict[str, Any], posted: Posted, number: int, offers: Mapping[str, reports.Offer]) -> None:
    by = offers.get(posted.one(f"d{number}_by"))
    if by is not None and by.id != each.get("by"):
        kept = {"id": each.get("id"), "top": each.get("top")}
        each.clear()
        each.update({**begun(by, ()), **{key: value for key, value in kept.items() if value}})
        return
    for setting in ("grain", "width"):
        if posted.has(f"d{number}_{setting}"):
            put(each, {setting: typed(posted.one(f"d{number}_{setting}"))})
    if posted.has(f"d{number}_bands"):
        bands = [typed(part.strip()) for part in posted.one(f"d{number}_bands").replace("，", ",").split(",")]
        put(each, {"bands": _as_before([band for band in bands if band != ""], each.get("bands", []))})
    if posted.has(f"d{number}_top"):
        put(each, {"top": posted.whole(f"d{number}_top")})


def _as_before(bands: list[Any], before: list[Any]) -> list[Any]:
    """Bands that nobody touched keep the words they were given."""
    starts = [each.get("from") if isinstance(each, dict) else each for each in before]
    return before if bands == [each for each in starts if each is not None] else bands


def typed(written: str) -> Any:
    """A number where it is one, else as it was written: a grain, a length of time."""
    try:
        number = float(written)
    except ValueError:
        return written
    return int(number) if number == int(number) and abs(number) < 1e15 else number
