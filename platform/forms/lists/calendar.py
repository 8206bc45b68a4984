"""A list as a calendar: the days of a month or a week, with the records that fall on each."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from accounts import Work
from definitions import NotFound
from rules import Type

from . import lane_queries, queries
from .listing import Listing, ListPage, ListRow, may_list
from .queries import Total
from .query import ListQuery
from .shape import CALENDAR, MONTH

CARDS_A_DAY = {"month": 4, "week": 30}
WEEK_LONG = 7


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day, how many records fall on it, and the first of them."""

    date: date
    n: int
    rows: tuple[ListRow, ...]


@dataclass(frozen=True)
class CalendarPage:
    """A list's head with days instead of rows; `page.rows` are those of all days."""

    page: ListPage
    day: date  # in the middle of what is shown
    days: tuple[CalendarDay, ...]


def run_calendar(work: Work, query: ListQuery, *, within: Any = None) -> CalendarPage:
    """Answer a list's question day by day; NotFound where it has no dates."""
    may_list(work, query.form)
    listing = Listing(work, replace(query, shape=replace(query.shape, layout=CALENDAR)), within=within)
    shape, zone = listing.query.shape, ZoneInfo(work.timezone)
    if shape.layout != CALENDAR:
        raise NotFound()
    today = work.now.astimezone(zone).date()
    dates = shown_days(shape.day or today, shape.span)
    bounds = [*dates, dates[-1] + timedelta(days=1)]
    if listing.columns[shape.on].type.rule_type == Type.DATETIME:
        bounds = [_begin(day, zone) for day in bounds]
    counts, first = lane_queries.days(listing.question, shape.on, bounds, CARDS_A_DAY[shape.span])
    ids = [id for found in first.values() for id in found]
    rows = queries.rows_of(listing.question, ids, listing.carried)
    page = listing.frame(rows, Total(sum(counts.values())))
    return CalendarPage(page, shape.day or today, _days(dates, counts, first, page))


def shown_days(day: date, span: str) -> tuple[date, ...]:
    """Whole weeks from Monday on: the one of this day, or those of its month."""
    if span == MONTH:
        first = day.replace(day=1)
        length = calendar.monthrange(day.year, day.month)[1]
        weeks = -(-(first.weekday() + length) // WEEK_LONG)
    else:
        first, weeks = day, 1
    monday = first - timedelta(days=first.weekday())
    return tuple(monday + timedelta(days=n) for n in range(weeks * WEEK_LONG))


def _begin(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _days(dates: Sequence[date], counts: Any, first: Any, page: ListPage) -> tuple[CalendarDay, ...]:
    rows = {row.id: row for row in page.rows}
    return tuple(
        CalendarDay(day, counts.get(at, 0), tuple(rows[id] for id in first.get(at, ()) if id in rows))
        for at, day in enumerate(dates)
    )
