"""A routing decision, frozen with everything that led to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from definitions import Reason

from ..stored import jsonable
from .strategy import Ranked

# What is kept of a long list; the rest is kept as a number.
SHOWN_CANDIDATES = 25
SHOWN_EXCLUDED = 50

OWNER, POOL, WAITING, NOBODY = "owner", "pool", "waiting", "nobody"


class Excluded(NamedTuple):
    """A person who was thought of and left out, with why."""

    person: int
    reason: Reason
    rule: str | None = None

    def as_json(self) -> list[Any]:
        """The form in which it is stored; most reasons are the same words for everybody."""
        if self.reason.params:
            return [self.person, self.reason.as_json(), self.rule]
        return [self.person, {"code": self.reason.code, "params": {}}, self.rule]


NOT_MET, NOBODY_LEFT, NO_KIN = "not_met", "nobody_left", "no_kin"


class PassedRule(NamedTuple):
    """A rule that did not decide: its condition did not hold, it found nobody, or the record has no kin."""

    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class RoutingDecision:
    """Who or which pool gets a record, and why; `rule` is None where the routing's `else` decided.

    `seen` holds the record's values that any rule asked for. The words of the rules are those of the revision that
    is stored beside the decision, and so they are not copied into it.
    """

    routing: str
    to: str  # owner, pool, waiting, nobody
    rule: str | None = None
    owner: int | None = None
    pool: str | None = None
    until: datetime | None = None  # when the rules are asked again about a record that waits
    strategy: str | None = None
    reason: Reason | None = None
    seen: Mapping[str, Any] | None = None
    limits: Mapping[str, int] | None = None
    candidates: tuple[Ranked, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    passed_rules: tuple[PassedRule, ...] = ()
    kin: Mapping[str, Any] | None = None  # the record through which its owner was meant

    @property
    def runner_up(self) -> int | None:
        """Who would have got it next."""
        return self.candidates[1].person if len(self.candidates) > 1 else None

    def as_json(self) -> dict[str, Any]:
        """The form in which it is stored; long lists are cut and say by how many."""
        return {
            "routing": self.routing,
            "to": self.to,
            "rule": self.rule,
            "strategy": self.strategy,
            "reason": self.reason.as_json() if self.reason else None,
            "seen": jsonable(self.seen or {}),
            "limits": dict(self.limits or {}),
            "candidates": [one.as_json() for one in self.candidates[:SHOWN_CANDIDATES]],
            "more_candidates": max(0, len(self.candidates) - SHOWN_CANDIDATES),
            "excluded": [one.as_json() for one in self.excluded[:SHOWN_EXCLUDED]],
            "more_excluded": max(0, len(self.excluded) - SHOWN_EXCLUDED),
            "runner_up": self.runner_up,
            "passed_rules": [list(one) for one in self.passed_rules],
            **({"until": self.until.isoformat()} if self.until else {}),
            **({"kin": dict(self.kin)} if self.kin else {}),
        }
