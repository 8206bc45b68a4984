"""The clocks that begin with a hand-over: to accept, to ask the rules again, to look whether somebody works on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from accounts import Work
from records import Timer

from ..acceptance import ACCEPT
from ..crew import Crew
from ..routing import Routing
from .handed import Handover
from .idleness import RECYCLE, soonest

ASK_AGAIN = "ask_again"  # the kind of timer that lets the rules be asked again


class Deadlines:
    """Until when each new owner has to accept, on their own calendar; everything is reckoned once for each person."""

    def __init__(self, work: Work, routing: Routing, handovers: Sequence[Handover], crew: Crew) -> None:
        self._routing, self._now, self._calendar = routing, work.now, crew.calendar
        within = routing.accept.within if routing.accept is not None else None
        ids = {one.decision.owner for one in handovers if one.must_accept and one.decision.owner is not None}
        self._due = {id: crew.calendar(id).add(work.now, within) for id in ids} if within is not None else {}
        self._looks: dict[int, datetime] = {}

    def __call__(self, one: Handover) -> datetime | None:
        return self._due.get(one.decision.owner) if one.must_accept else None

    def timers(self, one: Handover, assignment: int) -> Iterator[Timer]:
        """Those of one hand-over."""
        form, record, now, owner = self._routing.form, one.record, self._now, one.decision.owner
        if (by := self(one)) is not None:
            yield Timer(
                form, record, ACCEPT, f"accept:{form}:{record}:{assignment}", by, now, {"assignment": assignment},
                person=owner, counted_from=now, within=str(self._routing.accept.within), limit_at=by,
            )  # fmt: skip
        if (until := one.decision.until) is not None:
            key = f"{ASK_AGAIN}:{form}:{record}:{assignment}"
            yield Timer(form, record, ASK_AGAIN, key, until, now, {"assignment": assignment})
        if owner is not None and self._routing.recycle and one.before.get("outcome", "open") == "open":
            key = f"{RECYCLE}:{form}:{record}:a{assignment}"
            yield Timer(form, record, RECYCLE, key, self._first_look(owner), now)

    def _first_look(self, owner: int) -> datetime:
        if owner not in self._looks:
            self._looks[owner] = soonest(self._routing, self._calendar(owner), self._now)
        return self._looks[owner]
