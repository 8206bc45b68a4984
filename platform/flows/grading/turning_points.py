"""The moments at which a rule that asks for now or today may give something else, found by looking at the rule; pure.

A rule compares moments of the record with the present, shifted by lengths of time that are written in it: it can only
turn where one of the record's moments, so shifted, is reached. What computes with the present in another way (the
weekday, points by the day) is asked again every midnight.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import chain
from typing import Any

from definitions import Duration
from rules import Call, Env, Expression, Literal, Node, Reference, Type, walk

from ..noticed import NOTHING, Moments, is_fact, moments_of_kind
from .fading import LATE

# On the way from the present up to the condition that it stands in, these only shift it.
SHIFTS = {"add", "subtract", "days_between", "hours_between", "date"}
TESTS = {"less", "at_most", "greater", "at_least", "equal", "unequal", "between", "in", "is_null", "filled", "empty"}
COUNTS = {"days_between", "hours_between"}
DAY, HOUR = 86400.0, 3600.0
# Nobody waits for what lies further off.
FARTHEST = timedelta(days=36_500)


@dataclass(frozen=True)
class Clockwork:
    """What of a rule depends on the moment: the names it reads, the lengths of time written in it."""

    names: frozenset[str]
    shifts: tuple[Duration, ...]
    numbers: tuple[float, ...]
    daily: bool

    @classmethod
    def of(cls, rule: Expression) -> Clockwork | None:
        """None for a rule that gives the same at any moment."""
        if rule.is_timeless:
            return None
        nodes = tuple(walk(rule.tree))
        literals = [node for node in nodes if isinstance(node, Literal)]
        counts = any(isinstance(node, Call) and node.operation in COUNTS for node in nodes)
        return cls(
            rule.names,
            tuple(node.value for node in literals if node.type is Type.DURATION),
            tuple(float(node.value) for node in literals if counts and node.type is Type.NUMBER),
            daily=not all(map(_only_shifts, _ways(rule.tree))),
        )

    def turns(self, values: Mapping[str, Any], moments: Moments, env: Env) -> Iterator[datetime]:
        """When the rule may turn after now, in no order."""
        if self.daily:
            yield midnight(env, env.now + timedelta(days=1))
        for asked in self._windows if moments else ():
            yield from _leaving(asked, moments, env.now)
        for name in self.names:
            value = values.get(name)
            if isinstance(value, date):
                yield from self._around(value, env)

    @cached_property
    def _windows(self) -> tuple[Reference, ...]:
        """What looks back into the trail no further than so long."""
        asked = (Reference(name, 0) for name in self.names if is_fact(name))
        return tuple(one for one in asked if one.window is not None)

    def _around(self, value: date, env: Env) -> Iterator[datetime]:
        if not 1900 < value.year < 2300:
            return
        base = value if isinstance(value, datetime) else midnight(env, value)
        base = base if base.tzinfo is not None else base.replace(tzinfo=UTC)
        if abs(base - env.now) > FARTHEST:
            return
        for shifted in chain([base], self._shifted(base, env)):
            yield shifted + LATE
            for day in (-1, 0, 1):
                yield midnight(env, shifted + timedelta(days=day))

    def _shifted(self, base: datetime, env: Env) -> Iterator[datetime]:
        lengths = [each.seconds for each in self.shifts if not each.working]
        lengths += [number * unit for number in self.numbers for unit in (DAY, HOUR)]
        for seconds in (length for length in lengths if length <= FARTHEST.total_seconds()):
            yield base + timedelta(seconds=seconds)
            yield base - timedelta(seconds=seconds)
        for each in self.shifts if env.calendar is not None else ():
            if each.working:
                back = Duration(-each.amount, each.unit, True)
                yield from (env.calendar.add(base, length) for length in (each, back))


def turning_points(rules: Iterable[Clockwork], values: Mapping[str, Any], moments: Moments, env: Env) -> list[datetime]:
    """All moments after now at which one of these rules may turn, in order."""
    found = {at for rule in rules for at in rule.turns(values, moments, env) if at > env.now}
    return sorted(found)


def midnight(env: Env, day: date) -> datetime:
    """When a day begins here; of a moment, the day it falls on."""
    if isinstance(day, datetime):
        day = day.astimezone(env.zone).date()
    return datetime.combine(day, time(), env.zone).astimezone(UTC)


def _leaving(asked: Reference, moments: Moments, now: datetime) -> Iterator[datetime]:
    """When what was done falls out of the window that a rule looks at."""
    for at in moments_of_kind(moments or NOTHING, asked.argument, now):
        yield at + timedelta(seconds=asked.window.seconds)


def _ways(tree: Node) -> Iterator[tuple[str, ...]]:
    """For each place where the present is asked for, the operations above it, the nearest first."""
    waiting: list[tuple[Node, tuple[str, ...]]] = [(tree, ())]
    while waiting:
        node, above = waiting.pop()
        if isinstance(node, Call):
            if node.operation in ("now", "today"):
                yield above
            waiting.extend((arg, (node.operation, *above)) for arg in node.args)
        else:
            waiting.extend((item, above) for item in getattr(node, "items", ()))


def _only_shifts(above: tuple[str, ...]) -> bool:
    for operation in above:
        if operation in TESTS:
            return True
        if operation not in SHIFTS:
            return False
    return False
