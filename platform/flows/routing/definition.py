"""What an admin wrote about who gets a record: the kind `routing`, with its pools."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from definitions import Duration, Label, Source, kind
from rules import Expression

from .limits import NO_LIMITS, Limits
from .person_scope import Called
from .pools import Pool, Recycle, WhyBack
from .router import Router
from .schema import PRESENT, ROUTING_SCHEMA
from .waiting import Wait
from .who import Who

NEXT, TO_POOL, SUPERIOR, SUPERIOR_OF, PERSON, WAIT = "next", "pool", "superior", "superior_of", "person", "wait"


@dataclass(frozen=True)
class How:
    """The strategy that chooses among them, with its options as it reads them."""

    strategy: str
    options: Any = field(default_factory=dict)


@dataclass(frozen=True)
class Destination:
    """Where a record goes when no person was chosen: on to the next rule, a pool, a superior, a person, or it waits."""

    to: str
    value: str | None = None
    wait: Wait | None = None
    then: Destination | None = None  # where to when it has waited as often as it may

    @property
    def at_last(self) -> Destination:
        """Where to when there is no more waiting."""
        return (self.then or Destination(NEXT)) if self.to == WAIT else self


@dataclass(frozen=True)
class RoutingRule:
    """One rule: for which records, to whom, by which strategy, within which limits, and where else to."""

    id: str
    label: Label
    who: Who
    how: How
    when: Expression | None = None
    limits: Limits = NO_LIMITS
    available: str = PRESENT
    otherwise: Destination = Destination(NEXT)


@dataclass(frozen=True)
class Accept:
    """How soon an assignment has to be accepted, and where it goes when it is not."""

    within: Duration
    then: Destination = Destination(SUPERIOR)
    reasons: tuple[WhyBack, ...] = ()  # why one refuses


@dataclass(frozen=True)
class Notify:
    """The message that tells the new owner, and how soon it has to be out."""

    message: str
    within: Duration | None = None


@kind("routing", folder="routing")
@dataclass(frozen=True)
class Routing:
    """Ordered rules, and an `else` so that no record ends with nobody."""

    id: str
    label: Label
    form: str
    rules: tuple[RoutingRule, ...]
    otherwise: Destination
    accept: Accept | None = None
    notify: Notify | None = None
    pools: tuple[Pool, ...] = ()
    recycle: tuple[Recycle, ...] = ()
    attributes: Mapping[str, Label] = field(default_factory=dict)  # what people's attributes are called
    values: Mapping[str, Mapping[str, Label]] = field(default_factory=dict)  # and what theirs are

    @classmethod
    def schema(cls) -> dict[str, Any]:
        return ROUTING_SCHEMA

    @classmethod
    def from_source(cls, source: Source) -> Routing:
        from .reading import read_routing

        return read_routing(source)

    @property
    def called(self) -> Called:
        """The attributes of people as rules are told."""
        return Called(self.attributes, self.values)

    @cached_property
    def router(self) -> Router:
        """The routing ready to run; made once."""
        return Router(self)

    def rule(self, rule_id: str | None) -> RoutingRule | None:
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    def pool(self, pool_id: str | None) -> Pool | None:
        return next((pool for pool in self.pools if pool.id == pool_id), None)
