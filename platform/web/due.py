"""A time limit as the pages show it: late, soon, today, a day; with the exact moment behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from . import moments
from .desk import now
from .languages import t

SOON = timedelta(hours=1)


@dataclass(frozen=True)
class Due:
    """What `components/small.html` prints as a limit."""

    at: str
    kind: str
    text: str
    exact: str
    counts: bool = False


def due(at: datetime | None) -> Due | None:
    """`逾期 52 分`, `剩 18 分`, `今天 14:20`, `明天 12:00`, `12月2日 10:00`."""
    if at is None:
        return None
    left = (at - now()).total_seconds()
    if left < 0:
        return Due(at.isoformat(), "late", t("ui.time_late", d=moments.span(_rounded(-left))), moments.exact(at), True)
    if left <= SOON.total_seconds():
        return Due(at.isoformat(), "soon", t("ui.time_left", d=moments.span(left)), moments.exact(at), True)
    return Due(at.isoformat(), "", coming(at), moments.exact(at))


def resting(at: datetime | None, words: str) -> Due | None:
    """A limit that nobody has to meet now: parked, waiting."""
    return Due(at.isoformat(), "rest", words, moments.exact(at)) if at else None


def coming(at: datetime) -> str:
    """When something is due, as people say it."""
    there, today = moments.local(at), moments.local(now()).date()
    days = (there.date() - today).days
    clock = f"{there:%H:%M}"
    if days in (-1, 0, 1):
        return t(f"when.{('yesterday', 'today', 'tomorrow')[days + 1]}", clock=clock)
    if 1 < days < 7:
        return f"{moments.weekday(there.date())} {clock}"
    return moments.shown(at)


def ago(at: datetime | None) -> str:
    """`10:31`, `昨天 16:10`, `11月20日`."""
    if at is None:
        return ""
    there, today = moments.local(at), moments.local(now()).date()
    days = (today - there.date()).days
    if days == 0:
        return f"{there:%H:%M}"
    return t("when.yesterday", clock=f"{there:%H:%M}") if days == 1 else moments.day(there.date())


def _rounded(seconds: float) -> float:
    """Nobody minds the hours of what is days late."""
    return seconds - seconds % 86_400 if seconds >= 2 * 86_400 else seconds
