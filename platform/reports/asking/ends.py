"""Whether a line is about how records ended: what was won last month is what ended then, whenever it had come in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flows import pipelines
from rules import Env, RuleError, compile_python, parse

from ..params import env_of
from ..sql.conjuncts import conjuncts
from .lexicon import OUTCOME, Lexicon

END, ENDED = "closed_at", ("won", "lost", "invalid")
OF_MEASURES = ("ratio", "formula")
COUNT, ALL = "count", "all"


def of_ends(lexicon: Lexicon, measures: Mapping[str, Mapping[str, Any]], id: str) -> bool:
    """Whether a measure is of records that have ended, and of no others; a share of both its parts."""
    if END not in lexicon.offers or OUTCOME not in lexicon.offers:
        return False
    measure = measures[id]
    if "ratio" in measure:
        return all(of_ends(lexicon, measures, part) for part in measure["ratio"])
    if "formula" in measure:
        named = parse(str(measure["formula"])).names & measures.keys()
        return bool(named) and all(of_ends(lexicon, measures, part) for part in named)
    return any(_only_ended(lexicon, rule) for rule in _rules(measure)) or _asked_at_an_end(lexicon, measure)


def about_ends(lexicon: Lexicon, measures: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether any measure is, or is made of one that is."""
    return any(of_ends(lexicon, measures, id) for id in measures)


def _rules(measure: Mapping[str, Any]) -> Iterator[str]:
    """The conditions under which a row counts."""
    if measure.get(COUNT, ALL) != ALL:
        yield str(measure[COUNT])
    if measure.get("where"):
        yield str(measure["where"])


def _only_ended(lexicon: Lexicon, rule: str) -> bool:
    """Whether some part of a condition holds of ended records alone."""
    env = env_of(lexicon.work)
    return any(part.names == {OUTCOME} and _holds_when_ended(lexicon, part, env) for part in conjuncts(parse(rule)))


def _holds_when_ended(lexicon: Lexicon, part: Any, env: Env) -> bool:
    known = [each.id for each in lexicon.offers[OUTCOME].column.type.choices]
    try:
        found = {value for value in known if compile_python(part)({OUTCOME: value}, env)}
    except RuleError:
        return False
    return bool(found) and found <= set(ENDED)


def _asked_at_an_end(lexicon: Lexicon, measure: Mapping[str, Any]) -> bool:
    """Whether it is made of a field that a record is asked for when it ends: the amount of its contract."""
    stages = pipelines.stages_in_order(lexicon.work.catalog.of_form("pipeline", lexicon.form))
    asked = {name for stage in stages if stage.outcome in ENDED for name in stage.ask}
    return not asked.isdisjoint(str(value) for key, value in measure.items() if key not in ("id", "label", "words"))
