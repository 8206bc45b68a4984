"""What only a look across files, or at the whole card, can find about scorecards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from definitions import WARNING, Catalog, Problem, check, suggest
from forms import Wanted, expression_problems, scope_of
from rules import Expression, Type

from ..never import never_holds
from .definition import Scorecard
from .reading import number

# What grading itself writes: a rule that reads it would chase its own tail.
OWN_RESULTS = frozenset({"score", "grade", "urgent"})


@check
def scorecards_belong_to_a_form(catalog: Catalog) -> Iterable[Problem]:
    """The form exists, and has one scorecard."""
    for scorecard in catalog.all("scorecard"):
        if catalog.find("form", scorecard.form) is None:
            forms = [form.id for form in catalog.all("form")]
            suggestion = suggest(scorecard.form, forms)
            yield catalog.problem(
                scorecard, ("form",), "flows.problem.unknown_form", name=scorecard.form, suggestion=suggestion
            )
            continue
        first = catalog.of_form("scorecard", scorecard.form)[0]
        if first is not scorecard:
            params = {"form": scorecard.form, "other": first.id}
            yield catalog.problem(scorecard, ("form",), "grading.problem.second_card", **params)


@check
def rules_of_scorecards_fit(catalog: Catalog) -> Iterable[Problem]:
    """Every rule names what the form has, gives what its place needs, and can be met."""
    for scorecard in catalog.all("scorecard"):
        if catalog.find("form", scorecard.form) is None:
            continue
        scope = scope_of(catalog, scorecard.form)
        for path, rule, types in _rules(scorecard):
            yield from expression_problems(catalog, scope, Wanted(scorecard, path, rule, types))
            yield from _own_results(catalog, scorecard, path, rule)
            if types == (Type.YES_NO,) and never_holds(rule):
                yield catalog.problem(scorecard, path, "grading.problem.never_met", level=WARNING, rule=rule.text)


@check
def bands_can_be_reached(catalog: Catalog) -> Iterable[Problem]:
    """All rows together give enough for the best band."""
    for scorecard in catalog.all("scorecard"):
        most = _most(scorecard)
        if most is None:
            continue
        for band in scorecard.bands:
            if band.lowest > most:
                path = ("bands", band.place, "from")
                params = {"band": band.id, "most": number(most), "lower": number(band.lowest)}
                yield catalog.problem(scorecard, path, "grading.problem.out_of_reach", level=WARNING, **params)


def _rules(scorecard: Scorecard) -> Iterator[tuple[tuple[Any, ...], Expression, tuple[Type, ...]]]:
    for g, group in enumerate(scorecard.groups):
        for r, row in enumerate(group.rows):
            if row.when is not None:
                yield ("groups", g, "rows", r, "when"), row.when, (Type.YES_NO,)
            if isinstance(row.points, Expression):
                yield ("groups", g, "rows", r, "points"), row.points, (Type.NUMBER,)
    for place, flag in enumerate(scorecard.urgent):
        yield ("urgent", place, "when"), flag.when, (Type.YES_NO,)


def _own_results(catalog: Catalog, scorecard: Scorecard, path: tuple[Any, ...], rule: Expression) -> Iterator[Problem]:
    own = sorted(rule.names & OWN_RESULTS)
    if own:
        yield catalog.problem(scorecard, path, "grading.problem.reads_itself", name=own[0])
    if "me" in rule.names:
        yield catalog.problem(scorecard, path, "grading.problem.no_me")


def _most(scorecard: Scorecard) -> float | None:
    """The highest score the rows can give; None where a formula decides."""
    total = 0.0
    for group in scorecard.groups:
        if any(isinstance(row.points, Expression) for row in group.rows):
            if group.cap is None:
                return None
            total += group.cap
            continue
        given = sum(max(0, row.points) for row in group.rows)
        total += given if group.cap is None else min(given, group.cap)
    return min(total, scorecard.range.max)

