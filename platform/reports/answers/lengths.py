"""Lengths of time in words: each told for itself, in tables, beside axes, at points and in sentences alike."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from definitions import say

SECOND, MINUTE, HOUR, DAY = 1, 60, 3600, 86400


def length_of_time(seconds: float, language: str) -> str:
    """`90 s`, from two minutes on `12 min`, `3 h 20 min`, and from two days on `5.8 d`."""
    far, sign = abs(seconds), "−" if seconds < 0 else ""
    minutes, whole = _round(far / MINUTE), max(_round(far), 1)
    if 0 < far < 2 * MINUTE and whole % MINUTE:
        return say("reports.seconds", language, amount=f"{sign}{whole}")
    if minutes < HOUR / MINUTE:
        return say("reports.minutes", language, amount=f"{sign}{minutes}")
    if minutes >= 2 * DAY / MINUTE:
        tenths = _round(10 * far / DAY)
        return say("reports.days", language, amount=f"{sign}{tenths / 10 if tenths % 10 else tenths // 10:,}")
    hours, minutes = divmod(minutes, 60)
    if minutes:
        return say("reports.hours_minutes", language, hours=f"{sign}{hours}", minutes=minutes)
    return say("reports.hours", language, amount=f"{sign}{hours}")


def _round(amount: float) -> int:
    return int(Decimal(repr(float(amount))).quantize(Decimal(1), ROUND_HALF_UP))
