"""From a checked scorecard file to its objects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from definitions import LANGUAGES, Label, Source, say
from rules import parse

from ..reading import Path, read_label, read_rule, report_twice
from .definition import Range, Scorecard, ScoreGroup, UrgentFlag
from .parts import BEHAVIOUR, FIT, PARTS, Part, Parts
from .reading_bands import number, read_bands, read_table
from .reading_rows import read_row
from .review import read_review


def read_scorecard(source: Source) -> Scorecard:
    """The scorecard of one file."""
    data = source.data
    _report_twice(source)
    limits = Range(**data["range"]) if "range" in data else Range()
    if limits.min >= limits.max:
        source.problem(("range",), "grading.problem.empty_range", min=number(limits.min), max=number(limits.max))
    bands = read_bands(source, limits)
    parts = _parts(source)
    return Scorecard(
        id=source.id,
        label=source.label(),
        form=data["form"],
        range=limits,
        groups=tuple(_group(source, written, ("groups", n)) for n, written in enumerate(data["groups"])),
        bands=bands,
        urgent=tuple(_urgent(source, written, ("urgent", n)) for n, written in enumerate(data.get("urgent", []))),
        parts=parts,
        table=read_table(source, bands) if "grade" in data else None,
        review=read_review(source, tuple(band.id for band in bands)),
    )


def _parts(source: Source) -> Parts | None:
    """Both parts, where the card tells them apart anywhere."""
    data = source.data
    written = data.get("parts")
    if written is None:
        for n, group in enumerate(data["groups"]):
            if "part" in group:
                source.problem(("groups", n, "part"), "grading.problem.no_parts")
        if "combine" in data:
            source.problem(("combine",), "grading.problem.no_parts")
        return None
    fit, behaviour = (_part(source, id, written.get(id) or {}) for id in PARTS)
    combine = read_rule(source, data.get("combine", "fit + behaviour"), ("combine",))
    return Parts(fit, behaviour, combine or parse("fit + behaviour"))


def _part(source: Source, id: str, written: Mapping[str, Any]) -> Part:
    low, high = written.get("min"), written.get("max")
    if low is not None and high is not None and low >= high:
        source.problem(("parts", id), "grading.problem.empty_range", min=number(low), max=number(high))
    usual = {language: say(f"grading.part.{id}", language) for language in LANGUAGES}
    return Part(id, Label.of(written.get("label") or usual), low, high)


def _group(source: Source, written: Mapping[str, Any], path: Path) -> ScoreGroup:
    rows = tuple(read_row(source, row, (*path, "rows", n), written["id"]) for n, row in enumerate(written["rows"]))
    of_behaviour = all(row.behaviour is not None for row in rows)
    part = written.get("part") or (BEHAVIOUR if of_behaviour else FIT)
    return ScoreGroup(written["id"], read_label(written), rows, written.get("cap"), part)


def _urgent(source: Source, written: Mapping[str, Any], path: Path) -> UrgentFlag:
    when = read_rule(source, written["when"], (*path, "when"))
    return UrgentFlag(written["id"], when, Label.of(written.get("reason"), written["id"]))


def _report_twice(source: Source) -> None:
    data = source.data
    for name in ("groups", "bands", "urgent"):
        report_twice(source, data.get(name, []), (name,))
    for n, group in enumerate(data["groups"]):
        report_twice(source, group["rows"], ("groups", n, "rows"))
