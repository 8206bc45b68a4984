"""Moments as people say them: the clock today, the day otherwise, and how long a stretch is."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from definitions import Reason, elapsed

from .desk import now
from .languages import language, t, timezone

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def local(at: datetime) -> datetime:
    """The moment on the reader's own clock."""
    return at.astimezone(ZoneInfo(timezone()))


def shown(at: datetime | None) -> str:
    """`10:36` today, `11月24日 10:36` this year, the full date before."""
    if at is None:
        return ""
    there, today = local(at), local(now()).date()
    clock = f"{there:%H:%M}"
    return clock if there.date() == today else f"{day(there.date())} {clock}"


def day(when: date) -> str:
    """`11月24日`, `24 Nov`; with the year when it is not this one."""
    far = when.year != local(now()).year
    month = MONTHS[when.month - 1] if language() == "en" else str(when.month)
    return (
        t("moment.day_far", y=when.year, month=month, d=when.day) if far else t("moment.day", month=month, d=when.day)
    )


def worded(said: Reason) -> str:
    """A sentence whose day of waking is said as days are here; one without such a day as it is."""
    try:
        wake = date.fromisoformat(str(said.params.get("wake")))
    except ValueError:
        return said.text(language())
    return Reason(said.code, {**said.params, "wake": day(wake)}).text(language())


def exact(at: datetime) -> str:
    """Everything about a moment, for titles."""
    return f"{local(at):%Y-%m-%d %H:%M}"


def weekday(when: date) -> str:
    """`周二`, `Tuesday`."""
    return t(f"moment.weekday_{when.isoweekday()}")


def named_day(when: date) -> str:
    """`11月24日 周二`, `Tuesday 24 Nov`."""
    return t("moment.named_day", day=day(when), weekday=weekday(when))


def span(seconds: float) -> str:
    """`42 分钟`, `2 小时 40 分钟`, `1 天 3 小时`."""
    return elapsed(int(seconds // 60), language())


def since(at: datetime) -> str:
    """How long ago that was."""
    return span((now() - at) / timedelta(seconds=1))


def last_day(ends: datetime) -> str:
    """The last day of a stretch that ends at a midnight."""
    return day(local(ends - timedelta(minutes=1)).date())


def days(starts: datetime, ends: datetime) -> str:
    """`11月24日 – 11月26日`; one day is said once."""
    first, last = day(local(starts).date()), last_day(ends)
    return first if first == last else f"{first} – {last}"
