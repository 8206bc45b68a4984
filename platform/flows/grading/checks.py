"""What only a look across files, or at the whole card, can find about scorecards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from definitions import WARNING, Catalog, Problem, check, suggest
from forms import Wanted, expression_problems, scope_of
from rules import Expression, Reference, Scope, Type

from ..never import never_holds
from .definition import OWN_SUMS, Scorecard, ScoreGroup, ScoreRow
from .grade import UNIT, hundredths, together
from .parts import SCOPE as PARTS_SCOPE
from .reading_bands import number

# What grading itself writes: a rule that reads it would chase its own tail.
OWN_RESULTS = frozenset(
    {"score", "grade", "urgent", "fit_score", "behaviour_score", "rule_grade", "hand_until", "chance", "reviewed_at"}
)


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
            if types == (Type.NUMBER,) and _is_lone_word(rule, scope):
                yield catalog.problem(scorecard, path, "grading.problem.points_word", **_nearest(rule.text, scope))
                continue
            yield from expression_problems(catalog, scope, Wanted(scorecard, path, rule, types))
            yield from _own_results(catalog, scorecard, path, rule)
            if types == (Type.YES_NO,) and never_holds(rule):
                yield catalog.problem(scorecard, path, "grading.problem.never_met", level=WARNING, rule=rule.text)
        for place, row in enumerate(scorecard.review.rows if scorecard.review else ()):
            path = ("review", "rows", place, "when")
            yield from expression_problems(catalog, scope, Wanted(scorecard, path, row.when, (Type.YES_NO,)))
            if not row.when.sql_able:
                yield catalog.problem(scorecard, path, "grading.problem.not_listed", rule=row.when.text)
        if scorecard.parts is not None:
            wanted = Wanted(scorecard, ("combine",), scorecard.parts.combine, (Type.NUMBER,))
            yield from expression_problems(catalog, PARTS_SCOPE, wanted)


@check
def counted_behaviours_exist(catalog: Catalog) -> Iterable[Problem]:
    """What a row counts is in the trail of the form."""
    for scorecard in catalog.all("scorecard"):
        trail = next(iter(catalog.of_form("trail", scorecard.form)), None)
        known = [one.id for one in trail.behaviours] if trail else []
        for path, row in _placed(scorecard):
            if row.behaviour is not None and row.behaviour not in known:
                params = {"name": row.behaviour, "form": scorecard.form, "suggestion": suggest(row.behaviour, known)}
                key = "unknown_behaviour" if trail else "no_trail"
                yield catalog.problem(scorecard, (*path, "behaviour"), f"grading.problem.{key}", **params)


@check
def bands_can_be_reached(catalog: Catalog) -> Iterable[Problem]:
    """All rows together give enough for the best band."""
    for scorecard in catalog.all("scorecard"):
        most = None if scorecard.table is not None else _most(scorecard)
        if most is None:
            continue
        for band in scorecard.bands:
            if band.lowest > most:
                path = ("bands", band.place, "from")
                params = {"band": band.id, "most": number(most), "lower": number(band.lowest)}
                yield catalog.problem(scorecard, path, "grading.problem.out_of_reach", level=WARNING, **params)


def _placed(scorecard: Scorecard) -> Iterator[tuple[tuple[Any, ...], ScoreRow]]:
    for g, group in enumerate(scorecard.groups):
        for r, row in enumerate(group.rows):
            yield ("groups", g, "rows", r), row


def _rules(scorecard: Scorecard) -> Iterator[tuple[tuple[Any, ...], Expression, tuple[Type, ...]]]:
    for path, row in _placed(scorecard):
        if row.when is not None:
            yield (*path, "when"), row.when, (Type.YES_NO,)
        if isinstance(row.points, Expression):
            yield (*path, "points"), row.points, (Type.NUMBER,)
    for place, flag in enumerate(scorecard.urgent):
        yield ("urgent", place, "when"), flag.when, (Type.YES_NO,)
    for place, line in enumerate(scorecard.table.rows if scorecard.table else ()):
        if line.when is not None:
            yield ("grade", "rows", place, "when"), line.when, (Type.YES_NO,)


def _is_lone_word(rule: Expression, scope: Scope) -> bool:
    """A single word that names nothing of the form: more likely no number than a formula."""
    known = {*scope.names, *OWN_RESULTS, "me"}
    return isinstance(rule.tree, Reference) and not rule.tree.function and rule.tree.name not in known


def _nearest(word: str, scope: Scope) -> dict[str, str | None]:
    return {"got": word, "suggestion": suggest(word, scope.names)}


def _own_results(catalog: Catalog, scorecard: Scorecard, path: tuple[Any, ...], rule: Expression) -> Iterator[Problem]:
    own = sorted(rule.names & OWN_RESULTS - (_sums(scorecard) if path[0] == "grade" else frozenset()))
    if own:
        key = "no_parts" if own[0] in OWN_SUMS and path[0] == "grade" else "reads_itself"
        yield catalog.problem(scorecard, path, f"grading.problem.{key}", name=own[0])
    if "me" in rule.names:
        yield catalog.problem(scorecard, path, "grading.problem.no_me")


def _sums(scorecard: Scorecard) -> frozenset[str]:
    """What the table may ask of the card: the parts only where the card tells them apart."""
    return OWN_SUMS if scorecard.parts is not None else frozenset({"score"})


def _most(scorecard: Scorecard) -> float | None:
    """The highest score the rows can give; None where a formula decides."""
    given = [_most_of(group) for group in scorecard.groups]
    if None in given:
        return None
    worths = [hundredths(most) for most in given]
    return together(scorecard, worths).score / UNIT


def _most_of(group: ScoreGroup) -> float | None:
    each = [_most_of_row(row) for row in group.rows]
    if None in each:
        return group.cap
    given = sum(each)
    return given if group.cap is None else min(given, group.cap)


def _most_of_row(row: ScoreRow) -> float | None:
    if isinstance(row.points, Expression):
        return None
    if row.behaviour is None:
        return max(0, row.points)
    return 0 if row.points <= 0 else row.cap
