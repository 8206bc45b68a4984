"""What was chosen on the page, put into the values of a report; what the page does not know stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

import reports
from accounts import Work
from forms import Filter, Invalid, read_filter
from rules import RuleError, parse

from ..lists.choosing import NO_VALUE
from . import changing_dimensions, changing_measures, changing_places
from .posted import Posted
from .starting import counting

ONE_OF = {"any_of": "is", "none_of": "is_not"}


@dataclass(frozen=True)
class Changed:
    """The values as they are now; what was wrong with a condition, or what it is about if it is not whole yet."""

    data: dict[str, Any]
    refused: Invalid | None = None
    added: bool = False
    note: str = ""
    unfinished: str = ""


def changed(work: Work, data: Mapping[str, Any], posted: Posted) -> Changed:
    """The values with everything that the controls say."""
    what = posted.one("what").partition("|")
    if what[0] and (what[0], what[2]) != (data.get("form"), data.get("over", "records")):
        return Changed(_other_rows(work, data, form=what[0], over=what[2]))
    new = deepcopy(dict(data))
    _label(new, posted, work.language)
    note = ""
    if not any(shape in new for shape in reports.SHAPES.names()):
        offers = reports.offers(work, new.get("over", "records"), new["form"])
        stock = changing_measures.Stock(work, new, offers)
        changing_dimensions.change(new, posted, offers)
        changing_measures.change(new, posted, stock)
        note = changing_places.change(new, posted, stock)
    _period(new, posted)
    _drop_condition(new, posted)
    _order(new, posted)
    if changing_places.Move.of(posted) is None:
        _chart(new, posted)
    return replace(_with_condition(work, reports.in_order(_kept_together(new)), posted), note=note)


def _other_rows(work: Work, data: Mapping[str, Any], *, form: str, over: str) -> dict[str, Any]:
    """Other rows have other names: it begins anew, under the same title."""
    if over not in reports.ENTITIES.names() or not reports.sees_form(work, form):
        return dict(data)
    return {**counting(form, over), "id": data.get("id", "my_report"), "label": data.get("label", "")}


def _label(new: dict[str, Any], posted: Posted, language: str) -> None:
    title = posted.one("title")
    if title and isinstance(new.get("label"), dict):
        new["label"] = {**new["label"], language: title}
    elif title:
        new["label"] = title


def _period(new: dict[str, Any], posted: Posted) -> None:
    if not posted.has("period_by"):
        return
    by = posted.one("period_by")
    if not by:
        new.pop("period", None)
        return
    compare = posted.one("period_compare")
    new["period"] = {"by": by, "default": posted.one("period_default") or "90d"}
    if compare:
        new["period"]["compare"] = compare


def _drop_condition(new: dict[str, Any], posted: Posted) -> None:
    verb, _, place = posted.do.partition("-w-")
    if verb != "drop" or "where" not in new:
        return
    try:
        parts = [each.text for each in reports.conjuncts(parse(str(new["where"])))]
    except RuleError:
        return
    new["where"] = reports.all_of(part for number, part in enumerate(parts) if str(number) != place)


def _with_condition(work: Work, new: dict[str, Any], posted: Posted) -> Changed:
    """One condition more, made as in a list, as soon as it is whole: a name, a relation, a value."""
    name, op, values = posted.one("w_by"), posted.one("w_op"), posted.several("w_value")
    if not name:
        return Changed(new)
    if not op or not (values or op in NO_VALUE):
        return Changed(new, unfinished=name)
    offers = reports.offers(work, new.get("over", "records"), new["form"])
    columns = {id: offer.column for id, offer in offers.items()}
    try:
        asked = _plainly(columns.get(name), Filter(name, op, () if op in NO_VALUE else values))
        rule = read_filter(asked, columns, posted.context(work)).rule
    except Invalid as refused:
        return Changed(new, refused, unfinished=name)
    return Changed(reports.in_order({**new, "where": reports.all_of((str(new.get("where", "")), rule))}), added=True)


def _plainly(column: Any, asked: Filter) -> Filter:
    """One value out of one is that value."""
    op = ONE_OF.get(asked.op, asked.op) if len(asked.values) == 1 else asked.op
    return replace(asked, op=op) if column is not None and op in column.type.operators else asked


def _order(new: dict[str, Any], posted: Posted) -> None:
    if posted.has("sort"):
        sort = posted.one("sort")
        rest = [each for each in new.get("sort", ())[1:] if each.lstrip("-") != sort.lstrip("-")]
        new["sort"] = [sort, *rest] if sort else []
    if posted.has("limit"):
        limit = posted.whole("limit")
        new["limit"] = min(limit, 1000) if limit else None


def _chart(new: dict[str, Any], posted: Posted) -> None:
    kind = posted.one("chart")
    if kind and kind != (new.get("chart") or {}).get("type", "table"):
        new["chart"] = None if kind == "table" else {"type": kind}


def _kept_together(new: dict[str, Any]) -> dict[str, Any]:
    """Order and picture name only what is there; a picture that fits no longer gives way to one that does."""
    dimensions = [each["id"] for each in new.get("dimensions", ())]
    measures = [each["id"] for each in new.get("measures", ())]
    if not measures:
        return new
    known = {*dimensions, *measures}
    new["sort"] = [each for each in new.get("sort", ()) if each.lstrip("-").partition(".")[0] in known]
    chart = dict(new.get("chart") or {})
    if not chart:
        return new
    chart = {key: value for key, value in chart.items() if key not in ("x", "split") or value in dimensions}
    chart = {key: value for key, value in chart.items() if key not in ("upto", "limit", "size") or value in measures}
    chart["y"] = [each for each in chart.get("y", ()) if each in measures]
    new["chart"] = {key: value for key, value in _fitting(chart, len(dimensions)).items() if value}
    return new


def _fitting(chart: dict[str, Any], dimensions: int) -> dict[str, Any]:
    kind = reports.CHARTS.find(str(chart.get("type")))
    if kind is None or kind.needs.dimensions[0] <= dimensions <= kind.needs.dimensions[1]:
        return chart
    return {**chart, "type": "number" if not dimensions else "bar" if dimensions < 4 else "table"}
