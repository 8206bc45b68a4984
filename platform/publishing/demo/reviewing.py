"""Reviews of a demo: alerts strike on the way as they would have, and people act on what the first of each finds."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from accounts import Work, actor_of, calendar_by_id, people
from flows import automations
from records import reviews as rows
from reports import alerts, reviews

WATCHED = timedelta(days=70)
SAID = ("state", "cause", "action", "conclusion")


class Watching:
    """The clock of alerts while a demo lives, and those who look after what they find."""

    def __init__(self, work: Work, described: Sequence[Mapping[str, Any]], now: datetime) -> None:
        """`described` says what is done about the first review of which alert, and about the others, in which order."""
        self._plans = {each["alert"]: each["acts"] for each in described}
        self._others = {each["alert"]: each.get("others", ()) for each in described}
        self._acts: list[tuple[datetime, int, int, Mapping[str, Any]]] = []
        self._looked, self._now = now - WATCHED, now
        self._alerts = work.catalog.all("alert") if self._plans else ()
        self._known: set[int] = set()

    def until(self, work: Work) -> None:
        """Reads what has fallen due by now, and does what people do about it."""
        if work.now <= self._looked:
            return
        for alert in self._alerts:
            calendar = calendar_by_id(work.catalog, alert.schedule.calendar)
            slot = automations.latest_slot(alert.schedule, self._looked, work.now, calendar)
            if slot is not None:
                alerts.read_at(work, alert, slot)
                self._look_after(work, alert.id)
        self._looked = work.now
        while self._acts and self._acts[0][0] <= work.now:
            _, _, review, act = heapq.heappop(self._acts)
            _act(work, review, act)

    def end(self, work: Work) -> None:
        """From now on the server's own clock watches."""
        for alert in self._alerts:
            rows.set_clock(work.connection, alert.id, self._now)

    def _look_after(self, work: Work, alert: str) -> None:
        for part in rows.still_open(work.connection, alert):
            if part.id not in self._known:
                self._known.add(part.id)
                for act in self._plans.pop(alert, self._others.get(alert, ())):
                    at = work.now + timedelta(days=act["after_days"])
                    heapq.heappush(self._acts, (at, len(self._acts) + part.id * 100, part.id, act))


def _act(work: Work, review: int, act: Mapping[str, Any]) -> None:
    """What its owner writes down on that day."""
    row = rows.find(work.connection, review)
    person = people.find(work.connection, row.owner) if row is not None else None
    if person is None or row.state == rows.CLOSED:
        return
    wanted = reviews.Change(**{name: act[name] for name in SAID if name in act})
    reviews.change(work.as_actor(actor_of(work.connection, work.catalog, person)), review, wanted)
