"""Events that one statement told of very many records, such as a regrade's: followed by portions, up to a bound.

What one cause begins beyond the bound is held in one row of the run log, told to those who configure, and done when
they let it go: nobody finds a hundred thousand mails sent because a scorecard changed, and nothing is skipped silently.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from accounts import Work
from definitions import Catalog, Reason
from records import Event, RunRow, events, outbox, runs

from ..happenings import FOLLOWERS, Told
from .admins import tell_admins
from .definition import Automation
from .matching import Start, starts_of, waiting_for
from .starting import start

ERRAND = "follow_many"
PORTION = 200
# So many runs of one automation begin because of one cause before somebody is asked.
MOST_AT_ONCE = 500
OWN = "automations"


@dataclass(frozen=True)
class Stretch:
    """A stretch of the history: the events of one kind and form between two ids, and what they have begun so far."""

    form: str
    kind: str
    after: int
    until: int
    begun: Mapping[str, int] = field(default_factory=dict)
    held: tuple[str, ...] = ()
    only: str | None = None  # one automation that somebody let go

    def as_json(self) -> dict[str, Any]:
        """The errand's payload."""
        return {"form": self.form, "kind": self.kind, "after": self.after, "until": self.until,
                "begun": dict(self.begun), "held": list(self.held), "only": self.only}  # fmt: skip

    @classmethod
    def from_json(cls, payload: Mapping[str, Any]) -> Stretch:
        """Reads back what `as_json` wrote."""
        return cls(**{**payload, "held": tuple(payload["held"])})


def follow_later(work: Work, form: str, kind: str, after: int) -> None:
    """Leave it to the outbox to follow the events that a statement has just written after this id, if anybody waits."""
    until = events.newest_id(work.connection)
    if until > after and (waiting_for(work.catalog).get((form, kind)) or len(FOLLOWERS.names()) > 1):
        _leave(work, Stretch(form, kind, after, until))


def follow_portion(work: Work, stretch: Stretch) -> None:
    """Begin what the next events begin; what is left of the stretch is left in the outbox."""
    told = events.between(work.connection, stretch.form, stretch.kind, stretch.after, stretch.until, limit=PORTION)
    if not told:
        return
    rest = replace(_begin(work, stretch, told), after=told[-1].id)
    if stretch.only is None:
        others = Told(told, [one.id for one in told])
        for name, follower in FOLLOWERS.items():
            if name != OWN:
                follower(work, others)
    if len(told) == PORTION:
        _leave(work, rest)


def let_go(work: Work, row: RunRow) -> None:
    """Follow on where the bound held an automation back, now without one."""
    where = row.occasion
    _leave(work, Stretch(row.form, where["event"], where["after"], where["until"], only=row.automation))


def is_held_back(row: RunRow) -> bool:
    """Whether a row of the log stands for all that one cause would have begun beyond the bound."""
    return row.occasion.get("what") == "many"


def _begin(work: Work, stretch: Stretch, told: Sequence[Event]) -> Stretch:
    begun, held = dict(stretch.begun), list(stretch.held)
    for automation, wanted in _by_automation(work.catalog, stretch, told).items():
        if automation.id in held:
            continue
        if stretch.only is None and begun.get(automation.id, 0) >= MOST_AT_ONCE:
            held.append(automation.id)
            _hold(work, stretch, automation, wanted[0])
            continue
        begun[automation.id] = begun.get(automation.id, 0) + len(start(work, wanted))
    return replace(stretch, begun=begun, held=tuple(held))


def _by_automation(catalog: Catalog, stretch: Stretch, told: Sequence[Event]) -> dict[Automation, list[Start]]:
    found: dict[Automation, list[Start]] = {}
    for one in starts_of(catalog, told, [event.id for event in told], depth=1):
        if stretch.only in (None, one.automation.id):
            found.setdefault(one.automation, []).append(one)
    return found


def _hold(work: Work, stretch: Stretch, automation: Automation, first: Start) -> None:
    occasion = {"what": "many", "event": stretch.kind, "after": stretch.after, "until": stretch.until}
    reason = Reason("automation.held.many", {"most": MOST_AT_ONCE})
    row = RunRow(
        automation.id, stretch.form, 0, f"many:{automation.id}:{stretch.until}", runs.HELD, occasion, work.now,
        reason=reason.as_json(), revision=work.catalog.revision,
    )  # fmt: skip
    if runs.begin(work.connection, row) is not None:
        tell_admins(work, replace(row, record=first.record), "automation_held", reason)


def _leave(work: Work, stretch: Stretch) -> None:
    key = f"{ERRAND}:{stretch.form}:{stretch.kind}:{stretch.until}:{stretch.after}:{stretch.only or ''}"
    outbox.put(work.connection, ERRAND, stretch.as_json(), work.now, key=key)
