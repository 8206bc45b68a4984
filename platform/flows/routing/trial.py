"""A dry run of a routing: what its rules, published or not, would do with one record now; nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from accounts import Work, require
from definitions import Catalog
from forms import scope_of
from rules import Part
from rules import explain as traced

from ..assignment import desk_to_look
from ..backtest import Draft, require_fields
from ..explain import WhyAssignment, WhyRow, decided
from ..noticed import facts_of, is_fact
from ..stored import house_env
from ..subject import Subject, look
from . import RoutingDecision, RoutingRule

DECIDED, NOT_REACHED = "decided", "not_reached"  # beside `not_met`, `nobody_left` and `no_kin`


@dataclass(frozen=True)
class AskedRule:
    """One rule on the way: what became of it, which parts of its condition held, and whom it left out."""

    rule: RoutingRule
    state: str
    conditions: tuple[Part, ...] = ()
    left_out: tuple[WhyRow, ...] = ()


@dataclass(frozen=True)
class RoutingTrial:
    """Every rule in its order, and where the record would go."""

    subject: Subject
    rules: tuple[AskedRule, ...]
    why: WhyAssignment
    decision: RoutingDecision


def try_routing(
    work: Work, catalog: Catalog, form: str, record: int, changed: Mapping[str, Any] | None = None
) -> RoutingTrial:
    """As if the record came in now, with some values changed, under the routing in `catalog`."""
    require(work, "configure")
    routing = Draft.of(catalog, form).routing
    require_fields(work, form, routing.router.names)
    subject = look(work, form, record)
    values = {**subject.values, **_facts(work, form, record, routing.router.names), **(changed or {})}
    desk = desk_to_look(work, routing)
    desk.standing.kin.expect([values])
    decision = desk.decide(values)
    why = decided(work, catalog, form, record, decision)
    return RoutingTrial(subject, tuple(_asked(work, catalog, form, values, decision, why)), why, decision)


def _facts(work: Work, form: str, record: int, names: tuple[str, ...]) -> Mapping[str, Any]:
    asked = [name for name in names if is_fact(name)]
    return facts_of(work, form, [record], asked).get(record, {}) if asked else {}


def _asked(
    work: Work, catalog: Catalog, form: str, values: Mapping[str, Any], decision: RoutingDecision, why: WhyAssignment
) -> list[AskedRule]:
    passed, found, over = {one.rule: one.why for one in decision.passed_rules}, [], False
    for rule in Draft.of(catalog, form).routing.rules:
        decides = rule.id == decision.rule
        state = NOT_REACHED if over else passed.get(rule.id, DECIDED)
        parts = _parts(work, catalog, form, rule, values) if not over else ()
        left_out = tuple(row for row in why.left_out if row.data.get("rule") == rule.id)
        found.append(AskedRule(rule, state, parts, left_out))
        over = over or decides
    return found


def _parts(work: Work, catalog: Catalog, form: str, rule: RoutingRule, values: Mapping[str, Any]) -> tuple[Part, ...]:
    if rule.when is None:
        return ()
    return traced(rule.when, values, house_env(work), scope_of(catalog, form), work.language).parts
