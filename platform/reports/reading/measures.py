"""The measures of a report file: each of exactly one kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from definitions import Label, Source
from forms import read_expression

from ..parts import Measure, Target
from .dimensions import read_amount
from .part_schemas import MEASURE_KINDS

Path = tuple[Any, ...]
ALL = "all"
OF_MEASURES = ("ratio", "formula")


def read_measures(source: Source) -> Iterator[Measure]:
    """Each measure; one of no kind or of several is a problem."""
    for number, written in enumerate(source.data.get("measures", ())):
        path = ("measures", number)
        kinds = [name for name in MEASURE_KINDS if name in written]
        if len(kinds) == 1:
            yield _measure(source, written, path, kinds[0])
        else:
            found = ", ".join(kinds) or "–"
            source.problem(path, "reports.problem.one_kind", known=", ".join(MEASURE_KINDS), found=found)


def _measure(source: Source, written: Mapping[str, Any], path: Path, kind: str) -> Measure:
    for key in ("where", "once"):
        if key in written and kind in OF_MEASURES:
            source.problem((*path, key), "reports.problem.not_here", part=key, kind=kind)
    of = None
    if kind != "ratio" and (kind, written[kind]) != ("count", ALL):
        of = read_expression(source, (*path, kind), written[kind])
    return Measure(
        id=written["id"],
        label=Label.of(written.get("label"), written["id"]),
        kind=kind,
        of=of,
        parts=tuple(written.get("ratio", ())),
        where=read_expression(source, (*path, "where"), written["where"]) if "where" in written else None,
        unit=Label.of(written["unit"]) if "unit" in written else None,
        format=written.get("format"),
        once=written.get("once"),
        show=tuple(written.get("show", ())),
        target=read_target(source, written, (*path, "target")),
        good=written.get("good"),
        bounds=tuple(_bounds(source, written, (*path, "bounds"))),
    )


def _bounds(source: Source, written: Mapping[str, Any], path: Path) -> Iterator[tuple[str, float]]:
    """Between what it must lie; an amount that cannot be read is a problem."""
    for way, amount in written.get("bounds", {}).items():
        value = read_amount(source, (*path, way), amount)
        if value is not None:
            yield way, value


def read_target(source: Source, written: Mapping[str, Any], path: Path) -> Target | None:
    """What is to be reached: at least, or at most."""
    for way, amount in written.get("target", {}).items():
        value = read_amount(source, (*path, way), amount)
        return None if value is None else Target(value, way == "at_least")
    return None
