"""Reading a past period, living it again under a draft, and comparing; everything is read, nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache

from accounts import Work, default_calendar, require
from definitions import Duration, Refused
from rules import Env, parse

from ..assignment import StoredKin, limits_of, routing_of, staff_at
from ..crew import Crew
from ..measures import MEASURES, Asked, History, Reader, StoredHistory
from ..measures.response_time import Typical
from ..measures.segment_win_rate import Segment
from ..routing import Duty
from ..stored import house_env
from .comparing import Backtest, PersonRow, compared
from .drafts import Draft, require_fields
from .past import PastRecord, carried_in, past_records
from .simulating import Given, House, PastLoad, Simulation

MOST = 50_000  # records
KNOWN_FOR = timedelta(days=7)  # how long what is measured of people counts before it is measured again
# Expected wins are reckoned from what each person made of records of the same grade, few cases drawn to the average.
BY_GRADE = Segment(Duration(365, "days"), 10, (parse("grade"),))
TYPICAL = Typical(Duration(365, "days"), 10, "median")


def backtest(work: Work, draft: Draft, since: datetime, until: datetime) -> Backtest:
    """Live the records that came in from `since` to `until` again."""
    form = draft.routing.form
    require(work, "configure")
    if until <= since:
        raise Refused("routing.refused.no_period")
    require_fields(work, form, draft.names())
    crew, zone = Crew(work), default_calendar(work.catalog).zone
    records = past_records(work, form, since, until, crew)
    if len(records) > MOST:
        raise Refused("routing.refused.too_many", n=len(records), most=MOST)
    house = _house(work, form, crew)
    load = PastLoad(carried_in(work, form, since), zone)
    given = _lived(work, draft, records, house, load=load)
    published = _published(work, form)
    beside = given
    if published is not None and published != draft:
        beside = _lived(work, published, records, house, load=PastLoad(carried_in(work, form, since), zone))
    found = compared(given, beside, rate=_rates(work, form, crew), minutes=_minutes(work, form, crew))
    caps = limits_of([draft.routing.router], staff_at(crew.roster, work.now), house_env(work))
    found["rows"] = tuple(_with_peak(row, load, caps) for row in found["rows"])
    card = draft.scorecard.id if draft.scorecard else None
    return Backtest(form, draft.routing.id, card, since, until, len(records), **found)


def _lived(work: Work, draft: Draft, records: Sequence[PastRecord], house: House, *, load: PastLoad) -> list[Given]:
    kin = StoredKin(work, draft.routing, before=records[0].at if records else work.now)
    kin.expect([record.values for record in records])
    return Simulation(draft.routing.router, draft.scorecard, house, load=load, kin=kin).run(records)


def _published(work: Work, form: str) -> Draft | None:
    """What holds now, as it graded."""
    routing = routing_of(work, form)
    return Draft(routing) if routing is not None else None


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
