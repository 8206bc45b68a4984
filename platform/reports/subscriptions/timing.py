"""When a subscription comes round, on the clock of whoever gets it; pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

from accounts import Work, WorkingCalendar, default_calendar
from definitions import say
from flows import automations
from records import Subscription

DAY, WEEK, MONTH = "day", "week", "month"
EVERY = (DAY, WEEK, MONTH)
LAST_DAY, ENDINGS = -1, {1: "st", 2: "nd", 3: "rd"}


def next_of(work: Work, row: Subscription, zone: str, after: datetime) -> datetime | None:
    """The first time after a moment; what was missed meanwhile is not made up."""
    schedule = automations.Schedule(row.every, time.fromisoformat(row.at), tuple(row.days))
    definition = replace(default_calendar(work.catalog).definition, zone=zone)
    return automations.next_slot(schedule, after, WorkingCalendar(definition))


def plan_words(row: Subscription, language: str) -> str:
    """`every Monday at 08:30`."""
    if row.every == WEEK:
        days = [say(f"reports.weekday.{day + 1}", language) for day in row.days]
        return say("subscriptions.every_week", language, days=days, at=row.at)
    if row.every == MONTH:
        days = [_day_of_month(day, language) for day in row.days]
        return say("subscriptions.every_month", language, days=days, at=row.at)
    return say("subscriptions.every_day", language, at=row.at)


def _day_of_month(day: int, language: str) -> str:
    """`the 1st`, `1 号`, `the last day`."""
    if day == LAST_DAY:
        return say("subscriptions.last_day", language)
    ending = "th" if day in (11, 12, 13) else ENDINGS.get(day % 10, "th")
    return say("subscriptions.day_of_month", language, nth=day if language.startswith("zh") else f"{day}{ending}")
