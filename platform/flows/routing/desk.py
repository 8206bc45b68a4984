"""The desk where records are given out: one moment, everybody's load, and the rules."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from definitions import Reason
from rules import Env

from .decision import NOBODY, OWNER, POOL, WAITING, Excluded, PassedRule, RoutingDecision
from .definition import NEXT, PERSON, SUPERIOR, TO_POOL, WAIT, Destination, Routing
from .load import Standing
from .narrowing import Narrowed, Narrowing, back_at
from .people import Candidate, Staff
from .router import CompiledRule, Router
from .strategy import Choice

Values = Mapping[str, Any]
NOT_YET: Mapping[str | None, int] = {}


@dataclass(frozen=True)
class Waits(Destination):
    """A wait with its end, reckoned for one moment."""

    until: datetime = field(kw_only=True)


class Desk:
    """Decides for one record after the other; what `give` counts is seen by the next decision."""

    def __init__(self, router: Router, staff: Staff, standing: Standing, env: Env) -> None:
        self.router = router
        self.staff = staff
        self.standing = standing
        self.env = env
        self._narrowing = Narrowing(staff, standing, env)

    def decide(
        self, values: Values, refused: Collection[int] = (), waited: Mapping[str | None, int] = NOT_YET
    ) -> RoutingDecision:
        """Who gets a record with these values; `waited` is how often it waited by which rule. Changes nothing."""
        passed: list[PassedRule] = []
        excluded: list[Excluded] = []
        for rule in self.router.rules:
            if not rule.holds(values, self.env):
                passed.append(rule.not_met)
                continue
            narrowed = self._narrowing.candidates(rule, values, refused)
            excluded.extend(narrowed.excluded)
            if narrowed.fit:
                return self._chosen(rule, narrowed, values, passed, excluded)
            passed.append(rule.nobody_left if rule.kinship is None or narrowed.kin else rule.no_kin)
            to = self._onward(rule.definition.otherwise, waited.get(rule.id, 0), narrowed.excluded)
            if to.to != NEXT:
                return self._nobody_chosen(to, values, rule.id, passed, excluded)
        to = self._onward(self.router.routing.otherwise, waited.get(None, 0), excluded)
        return self._nobody_chosen(to, values, None, passed, excluded)

    def hand_on(self, to: Destination, owner: int, values: Values, refused: Collection[int] = ()) -> RoutingDecision:
        """Where a record goes that its owner refused or did not accept."""
        return self.decide(values, refused) if to.to == NEXT else self.send(to, values, owner=owner)

    def send(
        self, to: Destination, values: Values, *, owner: int | None = None, rule: str | None = None
    ) -> RoutingDecision:
        """To a fixed destination; where that is gone to a pool, and at the very last, loudly, to nobody."""
        if isinstance(to, Waits):
            reason = Reason("routing.to.waiting", {"until": to.until.isoformat()})
            return self._sent(WAITING, values, rule, until=to.until, reason=reason)
        if to.to == TO_POOL:
            return self._sent(POOL, values, rule, pool=to.value, reason=Reason("routing.to.pool", {}))
        person = self._person(to, owner)
        if person is not None:
            params = {"team": to.value} if to.to != SUPERIOR and to.to != PERSON else {}
            return self._sent(OWNER, values, rule, owner=person.id, reason=Reason(f"routing.to.{to.to}", params))
        pool = next(iter(self.router.routing.pools), None)
        if pool is not None:
            return self._sent(POOL, values, rule, pool=pool.id, reason=Reason("routing.to.pool_instead", {}))
        return self._sent(NOBODY, values, rule, reason=Reason("routing.to.nobody", {}))

    def give(self, decision: RoutingDecision, values: Values) -> None:
        """Counts a decision: the person's load, their turn where a strategy chose them, and whose the record is."""
        self.standing.kin.remember(values, decision.owner)
        if decision.owner is None:
            return
        self.standing.workload.give(decision.owner)
        rule = self.router.rule(decision.rule)
        if rule is not None and decision.strategy is not None:
            person = self.staff.by_id[decision.owner]
            rule.strategy.give(person, self.standing.rotation(rule.id), rule.options)

    def _onward(self, to: Destination, waited: int, excluded: Sequence[Excluded]) -> Destination:
        """Where to from here: a wait that may still be had, else what comes after it."""
        if to.to != WAIT:
            return to
        if waited >= to.wait.times:
            return to.at_last
        until = to.wait.ends(self.env, self.standing.duty, back_at(excluded))
        return Waits(WAIT, until=until) if until is not None else to.at_last

    def _nobody_chosen(
        self,
        to: Destination,
        values: Values,
        rule: str | None,
        passed: list[PassedRule],
        excluded: list[Excluded],
    ) -> RoutingDecision:
        sent = self.send(to, values, rule=rule)
        return replace(sent, passed_rules=tuple(passed), excluded=tuple(excluded))

    def _chosen(
        self,
        rule: CompiledRule,
        narrowed: Narrowed,
        values: Values,
        passed: list[PassedRule],
        excluded: list[Excluded],
    ) -> RoutingDecision:
        ranked = rule.strategy.order(self._choice(rule, narrowed.fit, values))
        return RoutingDecision(
            routing=self.router.routing.id,
            to=OWNER,
            rule=rule.id,
            owner=ranked[0].person,
            strategy=rule.definition.how.strategy,
            seen=self.router.seen(values),
            limits=rule.limits,
            candidates=tuple(ranked),
            excluded=tuple(excluded),
            passed_rules=tuple(passed),
            kin=narrowed.kin.as_json(rule.kinship) if narrowed.kin else None,
        )

    def _choice(self, rule: CompiledRule, fit: Sequence[Candidate], values: Values) -> Choice:
        standing = self.standing
        return Choice(
            fit,
            standing.rotation(rule.id),
            standing.workload,
            rule.options,
            rule.definition.limits,
            values,
            standing.history,
            self.env,
        )

    def _person(self, to: Destination, owner: int | None) -> Candidate | None:
        if to.to == SUPERIOR:
            return self.staff.superior_of(owner) if owner is not None else None
        if to.to == PERSON:
            person = self.staff.by_login.get(to.value)
            return person if person is None or person.active else self.staff.superior_of(person.id)
        return self.staff.superior_of_team(to.value)

    def _sent(self, to: str, values: Values, rule: str | None, **rest: Any) -> RoutingDecision:
        return RoutingDecision(self.router.routing.id, to, rule, seen=self.router.seen(values), **rest)


def route(
    routing: Routing, values: Values, staff: Staff, standing: Standing, env: Env, **before: Any
) -> RoutingDecision:
    """Who gets a record with these values, and why; pure. `before` is what `decide` takes of the time before it."""
    return Desk(routing.router, staff, standing, env).decide(values, **before)
