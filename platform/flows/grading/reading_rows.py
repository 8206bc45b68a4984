"""The rows of a scorecard: points for a condition, or for each time that people did something."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from definitions import Label, Source
from rules import Expression

from ..reading import Path, read_duration, read_rule
from .definition import ScoreRow
from .fading import Fade

OF_BEHAVIOURS = ("cap", "half_life", "fades_over")


def read_row(source: Source, written: Mapping[str, Any], path: Path, group: str) -> ScoreRow:
    """One row."""
    points = written["points"]
    _report_mixed(source, written, path)
    return ScoreRow(
        id=written["id"],
        group=group,
        when=read_rule(source, written.get("when"), (*path, "when")),
        points=_formula(source, points, (*path, "points")) if isinstance(points, str) else points,
        reason=Label.of(written.get("reason"), written["id"]),
        behaviour=written.get("behaviour"),
        cap=written.get("cap"),
        fade=_fade(source, written, path),
    )


def _formula(source: Source, written: str, path: Path) -> float | Expression:
    return read_rule(source, written, path) or 0


def _fade(source: Source, written: Mapping[str, Any], path: Path) -> Fade | None:
    found = [name for name in ("half_life", "fades_over") if name in written]
    if len(found) == 2:
        source.problem((*path, "fades_over"), "grading.problem.two_fades")
    length = read_duration(source, written[found[0]], (*path, found[0])) if found else None
    if length is None:
        return None
    if length.working or length.seconds <= 0:
        source.problem((*path, found[0]), "grading.problem.no_fade", got=written[found[0]])
        return None
    return Fade(length, halves=found[0] == "half_life")


def _report_mixed(source: Source, written: Mapping[str, Any], path: Path) -> None:
    """What only a behaviour has, on a row without one; and points by formula, on a row that counts."""
    if "behaviour" in written:
        if isinstance(written["points"], str):
            source.problem((*path, "points"), "grading.problem.counted_formula")
        return
    for name in OF_BEHAVIOURS:
        if name in written:
            source.problem((*path, name), "grading.problem.no_behaviour", name=name)
