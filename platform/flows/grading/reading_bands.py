"""The grades of a scorecard: by bands that follow each other, or by a table whose last row always holds."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from definitions import WARNING, Label, Source, suggest

from ..never import implies
from ..reading import read_label, read_rule
from .definition import Band, Range
from .table import GradeTable, TableRow


def read_bands(source: Source, limits: Range) -> tuple[Band, ...]:
    """The grades, the best first."""
    written = source.data["bands"]
    by_table = "grade" in source.data
    for place, one in enumerate(written):
        for side in ("from", "to"):
            if (side in one) is by_table:
                key = "bounds_and_table" if by_table else "bounds_missing"
                source.problem(("bands", place, side), f"grading.problem.{key}", band=one["id"], side=side)
    bands = tuple(_band(one, place) for place, one in enumerate(written))
    if by_table:
        return bands
    if all("from" in one and "to" in one for one in written):
        _report_bands(source, bands, limits)
    return tuple(sorted(bands, key=lambda band: -band.lowest))


def read_table(source: Source, bands: tuple[Band, ...]) -> GradeTable:
    """The table of grades."""
    rows = tuple(_row(source, one, place) for place, one in enumerate(source.data["grade"]["rows"]))
    _report_grades(source, rows, bands)
    if rows[-1].when is not None:
        source.problem(("grade", "rows", len(rows) - 1, "when"), "grading.problem.no_fallback")
    for place, row in enumerate(rows):
        above = next((n for n, other in enumerate(rows[:place]) if _covers(other, row)), None)
        if above is not None:
            path = ("grade", "rows", place)
            source.problem(path, "grading.problem.row_never_reached", place=place + 1, above=above + 1)
    return GradeTable(rows)


def _covers(above: TableRow, row: TableRow) -> bool:
    """Whether the row above holds whenever this one does."""
    return above.when is None or (row.when is not None and implies(row.when, above.when))


def _row(source: Source, written: Mapping[str, Any], place: int) -> TableRow:
    when = read_rule(source, written.get("when"), ("grade", "rows", place, "when"))
    return TableRow(when, written["grade"], Label.of(written.get("reason"), written["grade"]))


def _report_grades(source: Source, rows: tuple[TableRow, ...], bands: tuple[Band, ...]) -> None:
    known = [band.id for band in bands]
    for place, row in enumerate(rows):
        if row.grade not in known:
            hint = suggest(row.grade, known)
            path = ("grade", "rows", place, "grade")
            source.problem(path, "grading.problem.unknown_grade", name=row.grade, suggestion=hint)
    given = {row.grade for row in rows}
    for place, band in enumerate(bands):
        if band.id not in given:
            source.problem(("bands", place), "grading.problem.grade_never_given", level=WARNING, band=band.id)


def _band(written: Mapping[str, Any], place: int) -> Band:
    note = Label.of(written["note"]) if "note" in written else None
    return Band(written["id"], read_label(written), written.get("from", 0), written.get("to", 0), note, place)


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
