"""From a checked scorecard file to its objects; bands that overlap or leave a gap are found here."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from definitions import Label, Source
from rules import Expression

from ..reading import Path, read_label, read_rule, report_twice
from .definition import Band, Range, Scorecard, ScoreGroup, ScoreRow, UrgentFlag


def read_scorecard(source: Source) -> Scorecard:
    """The scorecard of one file."""
    data = source.data
    _report_twice(source)
    limits = Range(**data["range"]) if "range" in data else Range()
    if limits.min >= limits.max:
        source.problem(("range",), "grading.problem.empty_range", min=number(limits.min), max=number(limits.max))
    bands = tuple(_band(written, place) for place, written in enumerate(data["bands"]))
    _report_bands(source, bands, limits)
    return Scorecard(
        id=source.id,
        label=source.label(),
        form=data["form"],
        range=limits,
        groups=tuple(_group(source, written, ("groups", n)) for n, written in enumerate(data["groups"])),
        bands=tuple(sorted(bands, key=lambda band: -band.lowest)),
        urgent=tuple(_urgent(source, written, ("urgent", n)) for n, written in enumerate(data.get("urgent", []))),
    )


def _group(source: Source, written: Mapping[str, Any], path: Path) -> ScoreGroup:
    rows = tuple(
        _row(source, row, (*path, "rows", n), written["id"]) for n, row in enumerate(written["rows"])
    )
    return ScoreGroup(written["id"], read_label(written), rows, written.get("cap"))


def _row(source: Source, written: Mapping[str, Any], path: Path, group: str) -> ScoreRow:
    points = written["points"]
    return ScoreRow(
        id=written["id"],
        group=group,
        when=read_rule(source, written.get("when"), (*path, "when")),
        points=_formula(source, points, (*path, "points")) if isinstance(points, str) else points,
        reason=Label.of(written.get("reason"), written["id"]),
    )


def _formula(source: Source, written: str, path: Path) -> float | Expression:
    return read_rule(source, written, path) or 0


def _urgent(source: Source, written: Mapping[str, Any], path: Path) -> UrgentFlag:
    when = read_rule(source, written["when"], (*path, "when"))
    return UrgentFlag(written["id"], when, Label.of(written.get("reason"), written["id"]))


def _band(written: Mapping[str, Any], place: int) -> Band:
    note = Label.of(written["note"]) if "note" in written else None
    return Band(written["id"], read_label(written), written["from"], written["to"], note, place)


def _report_twice(source: Source) -> None:
    data = source.data
    for name in ("groups", "bands", "urgent"):
        report_twice(source, data.get(name, []), (name,))
    for n, group in enumerate(data["groups"]):
        report_twice(source, group["rows"], ("groups", n, "rows"))


def _report_bands(source: Source, bands: tuple[Band, ...], limits: Range) -> None:
    """Bands must follow each other from the range's least score to its highest; each problem says who owns the edge."""
    for place, band in enumerate(bands):
        if band.lowest >= band.highest:
            path = ("bands", place, "to")
            source.problem(path, "grading.problem.empty_band", band=band.id, **_bounds(band))
    upward = sorted(enumerate(bands), key=lambda item: (item[1].lowest, item[1].highest))
    for (place, below), (_, above) in pairwise(upward):
        _report_edge(source, below, above, place)
    (lowest, first), (highest, last) = upward[0], max(enumerate(bands), key=lambda item: item[1].highest)
    if first.lowest != limits.min:
        _report_end(source, "from", lowest, first, limits.min)
    if last.highest != limits.max:
        _report_end(source, "to", highest, last, limits.max)


def _report_edge(source: Source, below: Band, above: Band, place: int) -> None:
    if below.highest == above.lowest:
        return
    what = "overlap" if below.highest > above.lowest else "gap"
    source.problem(
        ("bands", place, "to"),
        f"grading.problem.band_{what}",
        below=below.id,
        above=above.id,
        lower=number(min(below.highest, above.lowest)),
        upper=number(max(below.highest, above.lowest)),
        edge=number(above.lowest),
    )


def _report_end(source: Source, side: str, place: int, band: Band, limit: float) -> None:
    got = band.lowest if side == "from" else band.highest
    path = ("bands", place, side)
    source.problem(path, f"grading.problem.bands_end_{side}", band=band.id, got=number(got), limit=number(limit))


def _bounds(band: Band) -> dict[str, str]:
    return {"lower": number(band.lowest), "upper": number(band.highest)}


def number(value: float) -> str:
    """A number as people write it: 80, not 80.0."""
    return f"{value:g}"
