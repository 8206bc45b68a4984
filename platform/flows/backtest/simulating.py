"""Living a period again under other rules: one record after the other, each at its moment; pure."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from rules import Env

from ..grading import Scorecard
from ..measures import History
from ..routing import OWNER, WAITING, Desk, Duty, Kin, Rotation, Router, RoutingDecision, Staff, Standing, Workload
from .past import Carried, PastRecord

AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class House:
    """Who is there at a moment, when they work, and what is known of them by then."""

    env: Callable[[datetime], Env]
    staff: Callable[[datetime], Staff]
    duty: Callable[[datetime], Duty]
    history: Callable[[datetime], History]
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Given:
    """Where one record would have gone, and its grade then."""

    record: PastRecord
    decision: RoutingDecision
    grade: str | None
    at: datetime


class PastLoad(Workload):
    """What people would hold at each moment: what they had, what they got, less what was over by then."""

    def __init__(self, carried: Iterable[Carried], zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone
        self._over: list[tuple[datetime, int]] = []
        self._lately: deque[tuple[datetime, int]] = deque()
        self._day: Any = None
        self.peaks: Counter[int] = Counter()
        for one in carried:
            self._hold(one.owner, one.until)

    def at(self, now: datetime) -> None:
        """Let time pass: what is over is in nobody's hands, a new day begins from nothing."""
        while self._over and self._over[0][0] <= now:
            person = heapq.heappop(self._over)[1]
            self.opens[person] = self.open(person) - 1
        while self._lately and self._lately[0][0] <= now - AN_HOUR:
            person = self._lately.popleft()[1]
            self.hours[person] = self.hour(person) - 1
        day = now.astimezone(self._zone).date()
        if day != self._day:
            self._day = day
            self.todays.clear()

    def give_until(self, person: int, now: datetime, until: datetime | None) -> None:
        """One more, until it is over."""
        self.todays[person] = self.today(person) + 1
        self.hours[person] = self.hour(person) + 1
        self._lately.append((now, person))
        self._hold(person, until)

    def give(self, person: int) -> None:
        """The desk counts nothing here: how long a record is held is known to the period alone."""

    def _hold(self, person: int, until: datetime | None) -> None:
        self.opens[person] = self.open(person) + 1
        self.peaks[person] = max(self.peaks[person], self.opens[person])
        if until is not None:
            heapq.heappush(self._over, (until, person))


class PastStanding(Standing):
    """Everything at one moment; the turns of the rules go on from moment to moment."""

    def __init__(self, load: PastLoad, rotations: dict[str, Rotation], house: House, at: datetime, kin: Kin) -> None:
        super().__init__(load, duty=house.duty(at), history=house.history(at), kin=kin)
        self._turns = rotations

    def rotation(self, rule: str) -> Rotation:
        return self._turns[rule]


class Simulation:
    """One routing, and one scorecard where grades are to be made anew, over one period."""

    def __init__(self, router: Router, scorecard: Scorecard | None, house: House, *, load: PastLoad, kin: Kin) -> None:
        self._router, self._scorecard, self._house = router, scorecard, house
        self.load, self._kin = load, kin
        self._rotations: dict[str, Rotation] = defaultdict(Rotation)

    def run(self, records: Sequence[PastRecord]) -> list[Given]:
        """Each at its moment, in the order of time; one that waits comes again when its wait is over."""
        waits: dict[int, Counter[str | None]] = defaultdict(Counter)
        queue = [(record.at, place, record) for place, record in enumerate(records)]
        heapq.heapify(queue)
        found: dict[int, Given] = {}
        while queue:
            at, place, record = heapq.heappop(queue)
            given = self._decide(record, at, waits[place])
            found[place] = given
            if given.decision.to == WAITING and given.decision.until > at:
                waits[place][given.decision.rule] += 1
                heapq.heappush(queue, (given.decision.until, place, record))
        return [found[place] for place in range(len(records))]

    def _decide(self, record: PastRecord, at: datetime, waited: Mapping[str | None, int]) -> Given:
        house, env = self._house, self._house.env(at)
        self.load.at(at)
        grade = self._scorecard.grader.result(record.values, env).band if self._scorecard else record.grade
        values = {**record.values, "grade": grade}
        standing = PastStanding(self.load, self._rotations, house, at, self._kin)
        desk = Desk(self._router, house.staff(at), standing, env)
        decision = desk.decide(values, waited=waited)
        desk.give(decision, values)
        if decision.to == OWNER:
            self.load.give_until(decision.owner, at, _over(record, at))
        return Given(record, decision, grade, at)


def _over(record: PastRecord, at: datetime) -> datetime | None:
    """Until when it is carried; what was over before it would have been given is over at once."""
    return max(record.released_at, at) if record.released_at is not None else None
