"""The measures of the page: of which kind, of what, under which condition; those of reports can be taken over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import reports
from accounts import Work

from .changing_dimensions import free, ids_of, typed
from .posted import Posted, put

MOST = 20
CONDITIONS = ("count", "rate")
OF_MEASURES = ("ratio", "formula")


@dataclass(frozen=True)
class Stock:
    """What measures can be made of."""

    work: Work
    new: Mapping[str, Any]
    offers: Mapping[str, reports.Offer]

    @property
    def ready(self) -> Iterator[reports.ReadyMeasure]:
        return iter(reports.ready_measures(self.work, self.new.get("over", "records"), self.new["form"]))


def change(new: dict[str, Any], posted: Posted, stock: Stock) -> None:
    """Every measure as its controls say; then the one that was added."""
    measures = [each for each in new.get("measures", ()) if isinstance(each, dict)]
    for number, each in enumerate(measures):
        _change(each, posted, number, stock)
    measures = [measures[place] for place in posted.moves("m", len(measures))]
    new["measures"] = measures
    added = posted.one("new_m")
    if added and len(measures) < MOST:
        measures.extend(begun(added, new, stock))


def begun(added: str, new: Mapping[str, Any], stock: Stock) -> list[dict[str, Any]]:
    """A measure of a kind, with the first thing that it can be made of; or one that a report has, with its parts."""
    way, _, name = added.partition(":")
    if way == "ready":
        found = next((each for each in stock.ready if each.id == name), None)
        return _taken_over(found, new) if found else []
    if way != "new" or name not in reports.MEASURE_KINDS:
        return []
    made = _of_kind(name, new, stock)
    return [{"id": free(name, ids_of(new)), **made}] if made else []


def kind_of(measure: Mapping[str, Any]) -> str:
    """Of which kind a measure is."""
    return next((kind for kind in reports.MEASURE_KINDS if kind in measure), "count")


def named(kind: str, of: str, stock: Stock) -> dict[str, str]:
    """What a measure is called if nobody says: average budget."""
    offer = stock.offers.get(of)
    return reports.measure_named(kind, offer.label if offer else of)


def _of_kind(kind: str, new: Mapping[str, Any], stock: Stock) -> dict[str, Any]:
    ids = [each["id"] for each in new.get("measures", ()) if isinstance(each, dict)]
    if kind == "ratio":
        return {"label": named(kind, "", stock), "ratio": [ids[-2], ids[-1]]} if len(ids) > 1 else {}
    if kind == "formula":
        return {"label": named(kind, "", stock), "formula": f"{ids[-1]} * 1"} if ids else {}
    if kind in CONDITIONS:
        return {"label": named(kind, "", stock), kind: "all" if kind == "count" else "true"}
    of = next((id for id, offer in stock.offers.items() if offer.fits(kind)), None)
    return {"label": named(kind, of, stock), kind: of, **once_of(kind, of, stock)} if of else {}


def once_of(kind: str, of: str, stock: Stock) -> dict[str, str]:
    """What counts once, so that nothing is added up twice."""
    offer = stock.offers.get(of)
    once = reports.once_for(kind, offer.whose, stock.new.get("over", "records")) if offer else ""
    return {"once": once} if once else {}


def _taken_over(ready: reports.ReadyMeasure, new: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Its parts first; what is there already, written the same, is not added again."""
    there = {str(each["id"]): each for each in new.get("measures", ()) if isinstance(each, dict)}
    taken = set(ids_of(new)) - set(there)
    if any(each["id"] in taken or there.get(each["id"], each) != each for each in ready.written):
        return []
    return [dict(each) for each in ready.written if each["id"] not in there]


def _change(each: dict[str, Any], posted: Posted, number: int, stock: Stock) -> None:
    head = f"m{number}_"
    kind, was = posted.one(f"{head}kind"), kind_of(each)
    if kind in reports.MEASURE_KINDS and kind != was:
        _other_kind(each, kind, stock)
        return
    if posted.has(f"{head}of"):
        _made_of(each, was, posted.one(f"{head}of"), stock)
    if was == "ratio" and posted.one(f"{head}part"):
        each["ratio"] = [posted.one(f"{head}part"), posted.one(f"{head}whole")]
    if posted.has(f"{head}where"):
        put(each, {"where": posted.one(f"{head}where")})
    if posted.has(f"{head}shown"):
        put(each, {"show": list(posted.several(f"{head}show"))})
    _lines(each, posted, head)
    title = posted.one(f"{head}label")
    if title and title != _said(each.get("label"), stock.work.language, each["id"]):
        label = each.get("label")
        each["label"] = {**label, stock.work.language: title} if isinstance(label, dict) else title


def _lines(each: dict[str, Any], posted: Posted, head: str) -> None:
    """What it should come to, and within which bounds a group is shown; a side without an amount says nothing."""
    if posted.has(f"{head}target_way"):
        way, amount = posted.one(f"{head}target_way"), posted.one(f"{head}target")
        put(each, {"target": {way: typed(amount)} if way and amount else None})
    if posted.has(f"{head}bound0_way"):
        pairs = [(posted.one(f"{head}bound{n}_way"), posted.one(f"{head}bound{n}")) for n in (0, 1)]
        put(each, {"bounds": {way: typed(amount) for way, amount in pairs if way and amount} or None})


def _other_kind(each: dict[str, Any], kind: str, stock: Stock) -> None:
    """It begins anew under its id; what it is made of stays where that fits."""
    of = each.get(kind_of(each))
    before = {**stock.new, "measures": [one for one in stock.new["measures"] if one["id"] != each["id"]]}
    made = _of_kind(kind, before, stock)
    if not made:
        return
    if isinstance(of, str) and (offer := stock.offers.get(of)) and kind not in CONDITIONS and offer.fits(kind):
        made = {key: value for key, value in made.items() if key != "once"}
        made = {**made, kind: of, "label": named(kind, of, stock), **once_of(kind, of, stock)}
    id = each["id"]
    each.clear()
    each.update({"id": id, **made})


def _made_of(each: dict[str, Any], kind: str, of: str, stock: Stock) -> None:
    """What it counts or adds; a name that nobody gave follows."""
    before = str(each.get(kind, ""))
    if of == before:
        return
    each[kind] = of or ("all" if kind == "count" else before)
    if kind not in (*CONDITIONS, *OF_MEASURES):
        put(each, {"once": once_of(kind, str(each[kind]), stock).get("once")})
    if each.get("label") == named(kind, before, stock):
        each["label"] = named(kind, of, stock)


def _said(label: Any, language: str, id: str) -> str:
    return str(label.get(language, "")) if isinstance(label, dict) else str(label or id)
