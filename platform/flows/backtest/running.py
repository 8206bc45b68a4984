"""Reading a past period, living it again under a draft, and comparing; everything is read, nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

from accounts import Work, default_calendar, require
from definitions import Catalog, Duration, NotFound, Refused
from rules import Env, parse

from ..assignment import StoredKin, limits_of, staff_at
from ..crew import Crew
from ..grading import Scorecard
from ..measures import MEASURES, Asked, History, Reader, StoredHistory
from ..measures.response_time import Typical
from ..measures.segment_win_rate import Segment
from ..routing import Duty, Routing
from ..stored import house_env
from .comparing import Backtest, PersonRow, compared
from .past import carried_in, past_records
from .simulating import House, PastLoad, Simulation

MOST = 50_000  # records
KNOWN_FOR = timedelta(days=7)  # how long what is measured of people counts before it is measured again
# Expected wins are reckoned from what each person made of records of the same grade, few cases drawn to the average.
BY_GRADE = Segment(Duration(365, "days"), 10, (parse("grade"),))
TYPICAL = Typical(Duration(365, "days"), 10, "median")


@dataclass(frozen=True)
class Draft:
    """What is tried: a routing, and the scorecard that makes the grades, where they shall be made anew."""

    routing: Routing
    scorecard: Scorecard | None = None

    @classmethod
    def of(cls, catalog: Catalog, form: str, *, regrade: bool = False) -> Draft:
        """The routing of a form in a catalog, and its scorecard where records are to be graded again."""
        routing = next(iter(catalog.of_form("routing", form)), None)
        card = next(iter(catalog.of_form("scorecard", form)), None)
        if routing is None:
            raise NotFound("routing.refused.no_routing", form=form)
        if regrade and card is None:
            raise NotFound("routing.refused.no_scorecard", form=form)
        return cls(routing, card if regrade else None)


def backtest(work: Work, draft: Draft, since: datetime, until: datetime) -> Backtest:
    """Live the records that came in from `since` to `until` again."""
    form = draft.routing.form
    require(work, "configure")
    if until <= since:
        raise Refused("routing.refused.no_period")
    crew, zone = Crew(work), default_calendar(work.catalog).zone
    records = past_records(work, form, since, until, crew)
    if len(records) > MOST:
        raise Refused("routing.refused.too_many", n=len(records), most=MOST)
    kin = StoredKin(work, draft.routing, before=since)
    kin.expect([record.values for record in records])
    load = PastLoad(carried_in(work, form, since), zone)
    simulation = Simulation(draft.routing.router, draft.scorecard, _house(work, form, crew), load=load, kin=kin)
    given = simulation.run(records)
    found = compared(given, rate=_rates(work, form, crew), minutes=_minutes(work, form, crew))
    caps = limits_of([draft.routing.router], staff_at(crew.roster, work.now), house_env(work))
    found["rows"] = tuple(_with_peak(row, load, caps) for row in found["rows"])
    card = draft.scorecard.id if draft.scorecard else None
    return Backtest(form, draft.routing.id, card, since, until, len(records), **found)


def _with_peak(row: PersonRow, load: PastLoad, caps: dict[int, int | None]) -> PersonRow:
    return row if row.person is None else replace(row, peak=load.peaks[row.person], cap=caps.get(row.person))


def _house(work: Work, form: str, crew: Crew) -> House:
    calendar = default_calendar(work.catalog)
    histories: dict[int, History] = {}

    def history(at: datetime) -> History:
        """What was known of people by then, looked at once a week: nobody knows what is yet to come."""
        week = int(at.timestamp() // KNOWN_FOR.total_seconds())
        if week not in histories:
            moment = datetime.fromtimestamp(week * KNOWN_FOR.total_seconds(), at.tzinfo)
            then = work.at(moment)
            histories[week] = StoredHistory(then, form, Crew(then))
        return histories[week]

    return House(
        env=lambda at: Env(at, calendar.zone.key, calendar),
        staff=lambda at: staff_at(crew.roster, at),
        duty=lambda at: Duty(at, crew.calendar(None), crew.calendar),
        history=history,
        zone=calendar.zone,
    )


def _rates(work: Work, form: str, crew: Crew) -> Callable[[int, str | None], float | None]:
    measure, reader = MEASURES.get("segment_win_rate")(), Reader(work, form, crew)
    cases = measure.read(reader, BY_GRADE)

    @lru_cache(maxsize=4096)
    def rate(person: int, grade: str | None) -> float | None:
        return measure.of(Asked(person), (grade,), cases, BY_GRADE).value

    return rate


def _minutes(work: Work, form: str, crew: Crew) -> Callable[[int], float | None]:
    measure, reader = MEASURES.get("response_time")(), Reader(work, form, crew)
    answers = measure.read(reader, TYPICAL)
    return lru_cache(maxsize=4096)(lambda person: measure.of(Asked(person), None, answers, TYPICAL).value)
