"""A routing made ready to run: its conditions as functions, its strategies at hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rules import Env, Expression, compile_python, matches

from .decision import NO_KIN, NOBODY_LEFT, NOT_MET, PassedRule
from .people import PERSON_PREFIX, Candidate
from .schema import AT_WORK
from .strategy import STRATEGIES

if TYPE_CHECKING:
    from .definition import Routing, RoutingRule
    from .who import Who

Values = Mapping[str, Any]


class Asked:
    """Whom a rule or a pool means, with its `match` as a function."""

    def __init__(self, who: Who) -> None:
        self.who = who
        self._match = compile_python(who.match) if who.match is not None else None
        # Only these values of a record can change who fits.
        self.of_record = sorted(_record_names(who.match))
        self.is_timeless = who.match is None or who.match.is_timeless

    def means(self, person: Candidate) -> bool:
        """Whether team, role and names include this person."""
        if self.who.team is not None and not person.is_in(self.who.team):
            return False
        if self.who.role is not None and person.role != self.who.role:
            return False
        return not self.who.people or person.login in self.who.people

    def fits(self, person: Candidate, values: Values, env: Env) -> bool | None:
        """Whether the person matches the record; None when an attribute cannot be compared with what the rule says."""
        if self._match is None:
            return True
        try:
            return matches(self._match, {**values, **person.values()}, env)
        except TypeError:
            return None


class CompiledRule:
    """One rule, ready to be asked."""

    def __init__(self, definition: RoutingRule) -> None:
        self.id = definition.id
        self.definition = definition
        self.asked = Asked(definition.who)
        self.strategy = STRATEGIES.get(definition.how.strategy)()
        self.options = definition.how.options
        self.limits = definition.limits.as_json()
        self.at_work = definition.available == AT_WORK
        self.is_timeless = self.asked.is_timeless and not self.at_work
        self.not_met = PassedRule(definition.id, NOT_MET)
        self.nobody_left = PassedRule(definition.id, NOBODY_LEFT)
        self.no_kin = PassedRule(definition.id, NO_KIN)
        self.kinship = definition.who.owner_of
        self._when = compile_python(definition.when) if definition.when is not None else None

    def holds(self, values: Values, env: Env) -> bool:
        """Whether the rule is for a record with these values; null is no."""
        return self._when is None or self._when(values, env) is True


class Router:
    """A routing whose rules can be asked."""

    def __init__(self, routing: Routing) -> None:
        self.routing = routing
        self.rules = tuple(CompiledRule(rule) for rule in routing.rules)
        self._by_id = {rule.id: rule for rule in self.rules}
        asked = [rule.when for rule in routing.rules] + [rule.who.match for rule in routing.rules]
        weighed = [getattr(rule.how.options, "record_names", ()) for rule in routing.rules]
        kinships = (rule.who.owner_of for rule in routing.rules)
        self.kinships = tuple(dict.fromkeys(one for one in kinships if one is not None))
        kin = [kinship.names for kinship in self.kinships if not kinship.is_likeness]
        self.names = tuple(sorted(set().union(*map(_record_names, asked), *weighed, *kin)))

    def rule(self, rule_id: str | None) -> CompiledRule | None:
        return self._by_id.get(rule_id)

    def seen(self, values: Values) -> dict[str, Any]:
        """The values that the rules look at."""
        return {name: values.get(name) for name in self.names}


def _record_names(expression: Expression | None) -> set[str]:
    names = expression.names if expression is not None else ()
    return {name for name in names if not name.startswith(PERSON_PREFIX)}
