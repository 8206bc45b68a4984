"""Measures: of what they can be made, and what must stand before them."""

from __future__ import annotations

from collections.abc import Iterator

from definitions import Problem
from forms import Wanted, expression_problems
from rules import Type

from ..parts import Measure
from ..reading.part_schemas import PERCENTILES
from ..sql.aspects import ADDING_UP, ASPECTS
from ..sql.names import is_grouped
from ..sql.question import is_moment, measure_scope
from .checked import AMOUNTS, TIMES, Checked, Path
from .counted_twice import counted_twice

TAKES = {
    "count": (Type.YES_NO,),
    "rate": (Type.YES_NO,),
    "sum": AMOUNTS,
    "average": AMOUNTS,
    "min": (*AMOUNTS, *TIMES),
    "max": (*AMOUNTS, *TIMES),
    "distinct": tuple(kind for kind in Type if is_grouped(kind)),
    **dict.fromkeys(PERCENTILES, AMOUNTS),
}
ONLY_NUMBERS = (Type.NUMBER,)


def measure_problems(checked: Checked) -> Iterator[Problem]:
    """Of each measure, in order: ratios and formulas are made of numbers that stand before them."""
    before: dict[str, Measure] = {}
    for place, measure in enumerate(checked.report.measures):
        path = ("measures", place)
        if measure.kind in TAKES:
            found = list(_rule_problems(checked, measure, path))
            yield from found
            if not found:
                yield from counted_twice(checked, measure, path)
        else:
            yield from _made_of(checked, measure, before, (*path, measure.kind))
        yield from _aspect_problems(checked, measure, path)
        if not is_moment(measure, checked.scope):
            before[measure.id] = measure


def _rule_problems(checked: Checked, measure: Measure, path: Path) -> Iterator[Problem]:
    yield from checked.rule_problems((*path, measure.kind), measure.of, TAKES[measure.kind])
    yield from checked.rule_problems((*path, "where"), measure.where, (Type.YES_NO,))


def _made_of(checked: Checked, measure: Measure, before: dict[str, Measure], path: Path) -> Iterator[Problem]:
    for position, part in enumerate(measure.parts):
        if part not in before:
            yield checked.unknown((*path, position), "measure", part, before)
    if measure.kind == "formula":
        wanted = Wanted(checked.report, path, measure.of, ONLY_NUMBERS)
        yield from expression_problems(checked.catalog, measure_scope(before.values()), wanted)


def _aspect_problems(checked: Checked, measure: Measure, path: Path) -> Iterator[Problem]:
    """A share or a running total of what does not add up says nothing; a day has no target and no average."""
    moment = is_moment(measure, checked.scope)
    for place, name in enumerate(measure.show):
        if ASPECTS.get(name).reckons and moment:
            yield checked.problem((*path, "show", place), "aspect_of_numbers", aspect=name, name=measure.id)
        if ASPECTS.get(name).adds_up and (measure.kind not in ADDING_UP or measure.once):
            yield checked.problem((*path, "show", place), "share_of_what", aspect=name, kind=measure.kind)
    if measure.target is not None and moment:
        yield checked.problem((*path, "target"), "target_of_numbers", name=measure.id)
    yield from _bound_problems(checked, measure, (*path, "bounds"), moment=moment)


def _bound_problems(checked: Checked, measure: Measure, path: Path, *, moment: bool) -> Iterator[Problem]:
    """Bounds choose among groups, by numbers; two of them leave room between."""
    bounds = dict(measure.bounds)
    if bounds and moment:
        yield checked.problem(path, "bounds_of_numbers", name=measure.id)
    if bounds and not checked.report.dimensions:
        yield checked.problem(path, "bounds_of_groups", name=measure.id)
    low = [bounds[way] for way in ("at_least", "over") if way in bounds]
    high = [bounds[way] for way in ("at_most", "under") if way in bounds]
    if low and high and min(high) < max(low):
        yield checked.problem(path, "bounds_cross", name=measure.id)
