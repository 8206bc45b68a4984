"""One step of a chain around a limit: warn before it, tell at it, escalate after it; each starts the next's timer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from accounts import Work
from definitions import Label, Reason

from ..day.rank import time_words
from ..happenings import event
from ..pipelines import OverdueStep
from ..sending.notices import Notice
from .firing import Firing
from .limit import limit_of, next_timer, step_of
from .took import Span

WARNED = "due_soon"


@dataclass(frozen=True)
class Chain:
    """What is limited, for whom, by which steps; `on_breach` writes down that the limit passed, with how late it is."""

    steps: Sequence[OverdueStep]
    what: Label
    whose: int | None
    on_breach: Callable[[Span], None]
    called: Label | None = None  # where what is limited is a length of time, and no task or stage with a name

    @property
    def name(self) -> Label:
        """What a notice that names the limit calls it."""
        return self.called or self.what


def take_step(work: Work, firing: Firing, chain: Chain) -> Sequence[Notice]:
    """Do the step whose time has come; after a long downtime a warning is no longer one, and nothing is said."""
    place = step_of(firing.timer)
    if place >= len(chain.steps):
        return ()
    step, calendar = chain.steps[place], firing.crew.calendar(chain.whose)
    following = next_timer(firing.timer, chain.steps, calendar=calendar, now=work.now)
    if following is not None:
        firing.effects.timers.append(following)
    limit = limit_of(firing.timer)
    if step.before is not None and work.now >= limit:
        return ()
    late = Span.between(limit, work.now, calendar)
    if step.is_breach and not any(earlier.is_breach for earlier in chain.steps[:place]):
        chain.on_breach(late)
    if step.escalates:
        _escalated(work, firing, chain, step, late)
    return _notices(work, firing, chain, step, late)


def is_last(firing: Firing, steps: Sequence[OverdueStep]) -> bool:
    """Whether no step comes after this one."""
    return step_of(firing.timer) >= len(steps) - 1


def _escalated(work: Work, firing: Firing, chain: Chain, step: OverdueStep, late: Span) -> None:
    told = {"of": firing.timer.kind, "to": list(firing.crew.receivers(step, chain.whose)), "tier": step.tier}
    subject, label = firing.subject, chain.name.as_written()
    escalated = event(work, subject.form.id, subject.id, "escalated", **told, label=label, **late.columns())
    firing.effects.events.append(escalated)


def _notices(work: Work, firing: Firing, chain: Chain, step: OverdueStep, late: Span) -> list[Notice]:
    subject, timer = firing.subject, firing.timer
    owner = firing.crew.person(chain.whose)
    left = Span.between(work.now, limit_of(timer), firing.crew.calendar(chain.whose)) if step.before else None
    kind = "escalated" if step.escalates else WARNED if step.before else timer.kind
    params = {
        "task": (chain.name if kind in ("escalated", WARNED) else chain.what).as_written(),
        "time": time_words(max(1, (left or late).wall // 60)),  # nothing is late by 0 minutes
        "working": time_words((left or late).working // 60),
        "person": owner.name if owner else "",
    }
    return [
        Notice(
            person,
            kind,
            subject.form.id,
            subject.id,
            key=f"{timer.key}:{step.party.kind}:{person}",
            message=step.message,
            why=_why(person, chain.whose, owner.name if owner else None),
            until=limit_of(timer) if step.before else None,
            params=params,
        )
        for person in firing.crew.receivers(step, chain.whose)
    ]


def _why(person: int, whose: int | None, name: str | None) -> Reason:
    if person == whose:
        return Reason("flows.why.yours")
    return Reason("flows.why.superior_of", {"name": name}) if name else Reason("flows.why.nobody_else")
