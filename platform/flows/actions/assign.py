"""Hand the record to somebody, into a pool, or to whomever the routing chooses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from accounts import require
from definitions import Problem, Reason, Refused, suggest

from ..assignment import assign, route_record
from ..assignment.handover import Assigned
from ..pipelines import Party
from ..pipelines.schema import PARTY_SCHEMA
from ..steps import Hand, Place, Reading, party_problems, party_words
from . import Action, Done, action


@action("assign")
@dataclass(frozen=True)
class Assign(Action):
    """`assign: {to: superior}`, `{to: {role: manager}}`, `{pool: shelf}` or `{by: routing}`."""

    to: Party | None = None
    pool: str | None = None

    @classmethod
    def schema(cls) -> Mapping[str, Any]:
        return {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": False,
            "properties": {"to": PARTY_SCHEMA, "pool": {"type": "string"}, "by": {"const": "routing"}},
        }

    @classmethod
    def read(cls, written: Any, reading: Reading) -> Self:
        return cls(Party.of(written["to"]) if "to" in written else None, written.get("pool"))

    def problems(self, place: Place) -> Iterable[Problem]:
        routings = place.catalog.of_form("routing", place.form)
        if self.to is not None:
            yield from party_problems([self.to], place.at("to"))
        elif self.pool is None and not routings:
            yield place.problem("automation.problem.no_routing", "by", form=place.form)
        pools = [pool.id for routing in routings for pool in routing.pools]
        if self.pool is not None and self.pool not in pools:
            hint = suggest(self.pool, pools)
            yield place.problem("automation.problem.no_pool", "pool", name=self.pool, suggestion=hint)

    def causes(self) -> Iterable[tuple[str, frozenset[str]]]:
        yield "pooled" if self.pool else "assigned", frozenset()

    def perform(self, hand: Hand) -> Done:
        assigned = self._assigned(hand)
        owner = hand.crew.person(assigned.owner)
        if owner is None:
            return Done(Reason("automation.said.pooled"), {"owner": None, "pool": assigned.pool})
        return Done(Reason("automation.said.assign", {"person": owner.name}), {"owner": owner.id, "pool": None})

    def words(self, place: Place) -> Reason:
        if self.pool is not None:
            return Reason("automation.does.pool", {"pool": self.pool})
        if self.to is None:
            return Reason("automation.does.route")
        return Reason("automation.does.assign", {"to": party_words(place.catalog, self.to)})

    def _assigned(self, hand: Hand) -> Assigned:
        work, subject, why = hand.work, hand.subject, hand.label.text(hand.work.language)
        if self.pool is not None:
            return assign(work, hand.form, subject.id, pool=self.pool, words=why)
        if self.to is not None:
            person = hand.crew.assignee(self.to, subject.owner, subject.number)
            return assign(work, hand.form, subject.id, to=person, words=why)
        require(work, "assign", hand.form)
        assigned = route_record(work, hand.form, subject.id)
        if assigned is None:
            raise Refused("automation.refused.no_routing")
        return assigned
