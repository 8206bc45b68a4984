"""Values from the database as cells: what JSON has, what people read in each language, what an address says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from definitions import LANGUAGES, Label
from forms import Context, Lookups

from ..sql.question import Question
from .told import Told

COUNTS = ("count", "distinct")
EXACT = ("sum", "min", "max")
NOTHING = Label.of("–")


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

    def told(self, show: Callable[[Context], str]) -> Label:
        """The same for numbers, which are put into words when they are read: they look nothing up."""
        return Told(lambda language: show(self.contexts[language]))

    def nothing(self) -> Label:
        """What stands where a number could not be made."""
        return NOTHING


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


def percent(share: float) -> str:
    """`11.8%`, always with one decimal, so that a column of them can be read down."""
    return f"{Decimal(repr(100 * float(share))).quantize(Decimal('0.1'), ROUND_HALF_UP):,}%"


def rounded(value: float, places: int, *, grouped: bool = True) -> str:
    """Half up, without empty decimals."""
    number = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    number = number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()
    return f"{number if number else Decimal(0):{',' if grouped else ''}f}"
