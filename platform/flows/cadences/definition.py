"""What an admin wrote about a cadence, as frozen objects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from functools import cached_property
from typing import Any

from definitions import Duration, Label, Source, kind
from rules import Expression

from ..automations import Occasion
from ..steps import Step

KEEP, MIGRATE = "keep", "migrate"
END = "end"
# What sends something out of the house, or would; limits and hours hold for these.
SENDS = ("mail", "sms", "webhook", "notify")
CADENCE, OWNER, RECORD = "cadence", "owner", "record"


@dataclass(frozen=True)
class Wait:
    """So long, on the owner's calendar; then at this time of the day."""

    length: Duration
    at: time | None = None


@dataclass(frozen=True)
class Way:
    """One way of a branch: where to go if a condition holds."""

    when: Expression
    go: str


@dataclass(frozen=True)
class Branch:
    """The first way whose condition holds is taken; otherwise on with the next step, or where `otherwise` says."""

    ways: tuple[Way, ...]
    otherwise: str | None = None


@dataclass(frozen=True)
class Jump:
    """Back or on to another step, so often at most."""

    to: str
    most: int


@dataclass(frozen=True)
class CadenceStep:
    """One step: something to do, a wait, a branch, or a jump."""

    id: str
    does: Step | Wait | Branch | Jump
    waits_for_task: bool = False

    @property
    def kind(self) -> str:
        """The action's name, or wait, branch, go."""
        if isinstance(self.does, Step):
            return self.does.action.name
        return {Wait: "wait", Branch: "branch", Jump: "go"}[type(self.does)]


@dataclass(frozen=True)
class Entry:
    """Who comes in: on which events, if what holds, and how soon after leaving once more."""

    when: Expression | None = None
    occasions: tuple[Occasion, ...] = ()
    by_hand: bool = False
    again_after: Duration | None = None


@dataclass(frozen=True)
class Stop:
    """What ends an enrolment: an answer, an outcome, a stage, a condition."""

    reply: bool = True
    outcomes: tuple[str, ...] = ("won", "lost", "invalid")
    stages: tuple[str, ...] = ()
    when: Expression | None = None


@dataclass(frozen=True)
class Ripe:
    """When a record is handed back, and what is done then."""

    when: Expression
    do: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Most:
    """So many sends within a stretch of time: of the whole cadence, in one owner's name, or to one record."""

    n: int
    per: Duration
    of: str = CADENCE


@dataclass(frozen=True)
class Hours:
    """Between which hours something may go out, and whether only on days on which the calendar works."""

    since: time
    until: time
    working: bool = True


@kind("cadence", folder="cadences")
@dataclass(frozen=True, eq=False)
class Cadence:
    """Steps over days and weeks for records that come in, until they answer, ripen or are through."""

    id: str
    form: str
    label: Label
    steps: tuple[CadenceStep, ...]
    enter: Entry = Entry()
    stop: Stop = Stop()
    ripe: Ripe | None = None
    group: str | None = None
    limits: tuple[Most, ...] = ()
    hours: Hours | None = None
    when_changed: str = KEEP

    @classmethod
    def schema(cls) -> dict[str, Any]:
        from .schema import cadence_schema

        return cadence_schema()

    @classmethod
    def from_source(cls, source: Source) -> Cadence:
        from .reading import read_cadence

        return read_cadence(source)

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each step stands."""
        return {step.id: place for place, step in enumerate(self.steps)}

    def step(self, id: str | None) -> CadenceStep | None:
        """The step with this id."""
        place = self.places.get(id)
        return None if place is None else self.steps[place]

    def after(self, id: str) -> str | None:
        """The step that follows, None behind the last."""
        place = self.places[id] + 1
        return self.steps[place].id if place < len(self.steps) else None

    @property
    def key(self) -> str:
        """What a record can be in once: the cadence, or one of its group."""
        return f"group:{self.group}" if self.group else self.id

    @cached_property
    def reads(self) -> frozenset[str]:
        """The names whose change may end an enrolment or hand it back."""
        rules = (self.stop.when, self.ripe.when if self.ripe else None)
        return frozenset().union(*(rule.names for rule in rules if rule is not None))
