"""From a checked report file to its objects; what a schema cannot see is collected as problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from definitions import Label, Source
from forms import read_expression
from rules import Expression

from .definition import DEFAULT_ROWS, Chart, Dimension, Measure, Param, ReportDefinition
from .schema import MEASURE_KINDS

Path = tuple[Any, ...]
ALL = "all"
WITH_FORMULA = ("date", "datetime", "number")


def read_report(source: Source) -> ReportDefinition:
    """The report of one file."""
    data = source.data
    _report_shape(source)
    return ReportDefinition(
        id=source.id,
        label=source.label(),
        form=data["form"],
        over=data.get("over", "records"),
        where=_rule(source, data, ("where",)),
        params=tuple(_param(source, each, ("params", n)) for n, each in enumerate(data.get("params", ()))),
        dimensions=tuple(_dimension(each) for each in data.get("dimensions", ())),
        measures=tuple(_measures(source)),
        sort=tuple(data.get("sort", ())),
        limit=data.get("limit", DEFAULT_ROWS),
        chart=_chart(data.get("chart")),
        funnel=data["funnel"]["pipeline"] if "funnel" in data else None,
        roles=tuple(data.get("roles", ())),
    )


def _report_shape(source: Source) -> None:
    """A funnel brings its own measures; any other report needs some; an id stands once."""
    data = source.data
    if "funnel" in data:
        for key in ("dimensions", "measures", "sort", "limit"):
            if key in data:
                source.problem((key,), "reports.problem.beside_funnel", part=key)
        if data.get("over", "records") != "records":
            source.problem(("over",), "reports.problem.funnel_of_records")
    elif "measures" not in data:
        source.problem((), "reports.problem.no_measures")
    seen: set[str] = set()
    for place in ("params", "dimensions", "measures"):
        for number, each in enumerate(data.get(place, ())):
            if each["id"] in seen:
                source.problem((place, number, "id"), "reports.problem.id_twice", id=each["id"])
            seen.add(each["id"])


def _param(source: Source, written: Mapping[str, Any], path: Path) -> Param:
    default = written.get("default")
    formula = None
    if isinstance(default, str) and written["type"] in WITH_FORMULA:
        formula, default = read_expression(source, (*path, "default"), default), None
    return Param(
        id=written["id"],
        label=Label.of(written.get("label"), written["id"]),
        type=written["type"],
        of=written.get("of"),
        default=default,
        formula=formula,
        required=written.get("required", False),
    )


def _dimension(written: Mapping[str, Any]) -> Dimension:
    label = Label.of(written["label"]) if "label" in written else None
    return Dimension(written["id"], written["by"], label, written.get("grain"))


def _measures(source: Source) -> Iterator[Measure]:
    for number, written in enumerate(source.data.get("measures", ())):
        path = ("measures", number)
        kinds = [name for name in MEASURE_KINDS if name in written]
        if len(kinds) == 1:
            yield _measure(source, written, path, kinds[0])
        else:
            source.problem(
                path, "reports.problem.one_kind", known=", ".join(MEASURE_KINDS), found=", ".join(kinds) or "–"
            )


def _measure(source: Source, written: Mapping[str, Any], path: Path, kind: str) -> Measure:
    if "where" in written and kind in ("ratio", "formula"):
        source.problem((*path, "where"), "reports.problem.where_not_here", kind=kind)
    of = None
    if kind != "ratio" and (kind, written[kind]) != ("count", ALL):
        of = read_expression(source, (*path, kind), written[kind])
    return Measure(
        id=written["id"],
        label=Label.of(written.get("label"), written["id"]),
        kind=kind,
        of=of,
        parts=tuple(written.get("ratio", ())),
        where=_rule(source, written, (*path, "where")),
        unit=Label.of(written["unit"]) if "unit" in written else None,
        format=written.get("format"),
    )


def _chart(written: Mapping[str, Any] | None) -> Chart | None:
    return None if written is None else Chart(written["type"], written.get("x"), tuple(written.get("y", ())))


def _rule(source: Source, written: Mapping[str, Any], path: Path) -> Expression | None:
    return read_expression(source, path, written[path[-1]]) if path[-1] in written else None
