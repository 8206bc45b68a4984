"""Dimensions: what can be grouped, by which grain, in which bands."""

from __future__ import annotations

from collections.abc import Iterator

from accounts import zone_names
from definitions import Problem, suggest
from rules import RuleError, Type, check

from ..grains import OF_MOMENTS
from ..parts import Dimension
from ..sql.names import is_grouped
from .checked import AMOUNTS, TIMES, Checked, Path

OF_TIME = ("grain", "starts", "zone")


def dimension_problems(checked: Checked) -> Iterator[Problem]:
    """Of each dimension."""
    for place, dimension in enumerate(checked.report.dimensions):
        if dimension.by is not None:
            yield from _problems(checked, dimension, ("dimensions", place))


def _problems(checked: Checked, dimension: Dimension, path: Path) -> Iterator[Problem]:
    if dimension.name is not None and dimension.name not in checked.names:
        yield checked.unknown((*path, "by"), "name", dimension.name, checked.names)
        return
    found = list(checked.rule_problems((*path, "by"), dimension.by, tuple(Type)))
    yield from found
    if found:
        return
    try:
        kind = check(dimension.by, checked.scope)
    except RuleError:
        return
    yield from _kind_problems(checked, dimension, kind, path)
    yield from _time_problems(checked, dimension, kind, path)


def _kind_problems(checked: Checked, dimension: Dimension, kind: Type, path: Path) -> Iterator[Problem]:
    banded = bool(dimension.bands or dimension.width)
    if banded and kind not in AMOUNTS:
        key = "bands" if dimension.bands else "width"
        yield checked.problem((*path, key), "bands_of_numbers", name=dimension.by.text)
    if kind is Type.DURATION and not banded:
        yield checked.problem((*path, "by"), "bands_of_durations", name=dimension.by.text)
    elif dimension.each:
        yield from _each_problems(checked, dimension, kind, path)
    elif not is_grouped(kind) and kind is not Type.DURATION:
        key = {Type.CHOICES: "choose_each", Type.SEALED: "by_sensitive"}.get(kind, "counted_twice")
        yield checked.problem((*path, "by"), key, name=dimension.by.text)
    if dimension.name is None and kind is Type.LINK:
        yield checked.problem((*path, "by"), "formula_of_links", name=dimension.by.text)


def _time_problems(checked: Checked, dimension: Dimension, kind: Type, path: Path) -> Iterator[Problem]:
    if dimension.grain and kind not in TIMES:
        yield checked.problem((*path, "grain"), "grain_of_time", name=dimension.by.text)
    if dimension.grain in OF_MOMENTS and kind is Type.DATE:
        yield checked.problem((*path, "grain"), "day_has_no_hour", name=dimension.by.text)
    if dimension.starts != "monday" and dimension.grain != "week":
        yield checked.problem((*path, "starts"), "starts_of_weeks")
    if dimension.zone is not None and dimension.zone not in zone_names():
        hint = suggest(dimension.zone, zone_names())
        yield checked.problem((*path, "zone"), "unknown_zone", name=dimension.zone, suggestion=hint)
    elif dimension.zone is not None and kind is not Type.DATETIME:
        yield checked.problem((*path, "zone"), "zone_of_moments", name=dimension.by.text)


def _each_problems(checked: Checked, dimension: Dimension, kind: Type, path: Path) -> Iterator[Problem]:
    """Only a field with a list of choices has values to go through; “others” would then hold some of the named, too."""
    if dimension.top:
        yield checked.problem((*path, "top"), "top_of_each")
    if kind is not Type.CHOICES or dimension.name is None or not checked.names[dimension.name].order:
        yield checked.problem((*path, "each"), "each_of_choices", name=dimension.by.text)
