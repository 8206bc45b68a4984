"""Values from the database as cells: what JSON has, what people read in each language, what an address says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from definitions import LANGUAGES, Label, say
from forms import Context, Lookups

from ..sql.question import Question

COUNTS = ("count", "distinct")
EXACT = ("sum", "min", "max")


@dataclass(frozen=True)
class TimeUnit:
    """What a length of time is told in."""

    key: str
    seconds: int

    def words(self, seconds: float, language: str) -> str:
        """`1.5 d`, `3 h 20 min`; a little of a long unit is more than nothing."""
        hours, minutes = divmod(round(abs(seconds) / MINUTES.seconds), 60)
        if self == HOURS and hours and minutes:
            return say("reports.hours_minutes", language, hours=f"{'−' * (seconds < 0)}{hours:,}", minutes=minutes)
        if self == HOURS and minutes:
            return MINUTES.words(seconds, language)
        amount = seconds / self.seconds
        return say(self.key, language, amount=rounded(amount, 1 if abs(amount) >= 0.1 else 2))


DAYS, HOURS, MINUTES = TimeUnit("reports.days", 86400), TimeUnit("reports.hours", 3600), TimeUnit("reports.minutes", 60)


class Shower:
    """Shows the values of one question; looks up names once."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.lookups = Lookups(question.work)
        zone = question.work.timezone
        self.contexts = {language: Context(language, zone, self.lookups) for language in LANGUAGES}

    def said(self, show: Callable[[Context], str]) -> Label:
        """One text for each language."""
        return Label.of({language: show(context) for language, context in self.contexts.items()})

    def nothing(self) -> Label:
        """What stands where a number could not be made."""
        return Label.of("–")


def plain(value: Any) -> Any:
    """A value as JSON has it, the same from both databases."""
    if isinstance(value, bool | str) or value is None:
        return value
    if isinstance(value, Decimal | float | int):
        number = round(float(value), 6)
        return int(number) if number.is_integer() else number
    if isinstance(value, datetime):
        value = value if value.tzinfo else value.replace(tzinfo=UTC)
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else str(value)


def length_of_time(seconds: float, language: str, unit: TimeUnit | None = None) -> str:
    """In the unit of its column; alone in days from two on, in hours from one on, else in minutes."""
    return (unit or _own_unit(seconds)).words(seconds, language)


def unit_of_times(lengths: Iterable[Any]) -> TimeUnit | None:
    """One unit for all of a column, so that it can be read down: that of the length in their middle."""
    found = sorted(abs(float(each)) for each in lengths if each)
    return _own_unit(found[len(found) // 2]) if found else None


def _own_unit(seconds: float) -> TimeUnit:
    far = abs(seconds)
    return DAYS if far >= 2 * DAYS.seconds else HOURS if far >= HOURS.seconds or not seconds else MINUTES


def percent(share: float) -> str:
    """`11.8%`, always with one decimal, so that a column of them can be read down."""
    return f"{Decimal(repr(100 * float(share))).quantize(Decimal('0.1'), ROUND_HALF_UP):,}%"


def rounded(value: float, places: int, *, grouped: bool = True) -> str:
    """Half up, without empty decimals."""
    number = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    number = number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()
    return f"{number if number else Decimal(0):{',' if grouped else ''}f}"
