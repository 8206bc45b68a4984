"""From a checked report file to its objects; what a schema cannot see is collected as problems."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from definitions import Label, Source
from forms import read_expression
from rules import Expression

from ..definition import DEFAULT_ROWS, ReportDefinition
from ..parts import PERIOD, Chart, ShapeSettings
from ..period import Period
from ..shapes import SHAPES
from .dimensions import read_dimensions
from .facts import read_facts
from .measures import read_measures
from .params import read_params


def read_report(source: Source) -> ReportDefinition:
    """The report of one file."""
    data = source.data
    _report_shape(source)
    return ReportDefinition(
        id=source.id,
        label=source.label(),
        form=data["form"],
        over=data.get("over", "records"),
        where=_where(source),
        period=_period(data.get("period")),
        params=tuple(read_params(source)),
        facts=tuple(read_facts(source)),
        dimensions=tuple(read_dimensions(source)),
        measures=tuple(read_measures(source)),
        sort=tuple(data.get("sort", ())),
        limit=data.get("limit", DEFAULT_ROWS),
        chart=_chart(data),
        shape=_shape(data),
        roles=tuple(data.get("roles", ())),
        words=tuple(data.get("words", ())),
        group=Label.of(data["group"]) if "group" in data else None,
        about=Label.of(data["about"]) if "about" in data else None,
    )


def _report_shape(source: Source) -> None:
    """A shape brings its own columns; any other report needs some measures; an id stands once."""
    data = source.data
    shapes = [name for name in SHAPES.names() if name in data]
    for name in shapes[1:]:
        source.problem((name,), "reports.problem.one_shape", first=shapes[0], second=name)
    if shapes:
        _beside_shape(source, shapes[0])
    elif "measures" not in data:
        source.problem((), "reports.problem.no_measures")
    seen: set[str] = {PERIOD} if "period" in data else set()
    for place in ("params", "facts", "dimensions", "measures"):
        for number, each in enumerate(data.get(place, ())):
            if each["id"] in seen:
                source.problem((place, number, "id"), "reports.problem.id_twice", id=each["id"])
            seen.add(each["id"])


def _beside_shape(source: Source, name: str) -> None:
    """What a shape has no use for."""
    for key in SHAPES.get(name).without:
        if key in source.data:
            source.problem((key,), "reports.problem.beside_shape", part=key, shape=name)
    if source.data.get("over", "records") != "records":
        source.problem(("over",), "reports.problem.shape_of_records", shape=name)


def _shape(data: dict[str, Any]) -> ShapeSettings | None:
    name = next((name for name in SHAPES.names() if name in data), None)
    return None if name is None else ShapeSettings(name, tuple(data[name].items()))


def _where(source: Source) -> Expression | None:
    return read_expression(source, ("where",), source.data["where"]) if "where" in source.data else None


def _period(written: dict[str, Any] | None) -> Period | None:
    if written is None:
        return None
    return Period(written["by"], written.get("default", "90d"), written.get("compare"))


def _chart(data: dict[str, Any]) -> Chart | None:
    """The picture that is asked for; a shape has one of its own."""
    written, shape = data.get("chart"), _shape(data)
    if written is None:
        own = SHAPES.get(shape.name).chart if shape else "table"
        return None if own == "table" else Chart(own)
    return read_chart(written)


def read_chart(written: Mapping[str, Any]) -> Chart:
    """A picture as it is written."""
    named = {key: written.get(key) for key in ("x", "split", "upto", "limit", "size")}
    return Chart(type=written["type"], y=tuple(written.get("y", ())), **named)
