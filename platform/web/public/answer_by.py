"""When a visitor hears from somebody at the latest: reckoned in working time, said as people say days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from flask import g

from accounts import Work, calendar_of, zone_names
from forms import PublicFormDefinition

from .. import moments
from ..languages import language, t

ZONE = "visitor_zone"  # what the browser says of its clock
LONGEST_ZONE = 60
LONGEST = timedelta(days=30)
A_WEEK = 7


def answer_by(work: Work, public: PublicFormDefinition, sent: str) -> str:
    """`下周一 12:00`, `Monday 12:00 (UTC+8)`; empty where the form promises nothing."""
    if public.answer_within is None:
        return ""
    by = moments.local(calendar_of(work, None).add(_sent_at(work, sent), public.answer_within))
    said = t("public.by", day=_day(by.date(), moments.local(work.now).date()), at=f"{by:%H:%M}")
    return said if language() == "zh" or "visitor_zone" in g else t("public.by_zone", said=said, zone=_zone(by))


def on_their_clock(zone: str) -> None:
    """From here on times are told in the visitor's zone, where their browser named one that there is."""
    if zone in zone_names():
        g.visitor_zone = zone


def sent_now(work: Work) -> str:
    """The moment as the address of the thanks page keeps it, so that a page read again says the same."""
    return str(int(work.now.timestamp()))


def _sent_at(work: Work, written: str) -> datetime:
    """Nobody's address makes us promise another month."""
    if not (written.isascii() and written.isdigit() and len(written) < 12):
        return work.now
    at = datetime.fromtimestamp(int(written), UTC)
    return at if timedelta(0) <= work.now - at < LONGEST else work.now


def _day(day: date, today: date) -> str:
    ahead = (day - today).days
    if ahead in (0, 1):
        return t("public.by_today" if ahead == 0 else "public.by_tomorrow")
    if not 1 < ahead < A_WEEK:
        return moments.day(day)
    same_week = day.isocalendar().week == today.isocalendar().week
    return t("public.by_this_week" if same_week else "public.by_next_week", weekday=moments.weekday(day))


def _zone(at: datetime) -> str:
    hours = at.utcoffset() / timedelta(hours=1)
    return f"UTC{hours:+g}"
