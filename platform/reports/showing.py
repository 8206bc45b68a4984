"""Values from the database as cells: what JSON has, what people read in each language, what an address says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any

from definitions import LANGUAGES, Label, say
from forms import Context, FieldType, Lookups, field_types
from rules import Type

from .parts import Measure
from .question import Question
from .table import Cell, Column

COUNTS = ("count", "distinct")
EXACT = ("sum", "min", "max")
DAY_SECONDS, HOUR_SECONDS = 86400, 3600


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


@dataclass(frozen=True, eq=False)
class MeasureShower:
    """Shows one measure's values."""

    shower: Shower
    measure: Measure

    def column(self) -> Column:
        return Column(self.measure.id, self.measure.label, self.type)

    def cell(self, value: Any) -> Cell:
        if value is None:
            return Cell(None, self.shower.nothing())
        value = plain(value)
        return Cell(value, self._with_unit(self.shower.said(lambda at: self._text(value, at))))

    @cached_property
    def type(self) -> str:
        measure = self.measure
        if measure.kind in COUNTS:
            return "integer"
        if measure.kind == "rate":
            return measure.format or "percent"
        if measure.kind in ("ratio", "formula"):
            return measure.format or ("percent" if self._is_share() else "number")
        rule_type = self.shower.question.type_of(measure.of)
        if rule_type in (Type.DATE, Type.DATETIME, Type.DURATION):
            return rule_type.value
        return measure.format or ("money" if self._field and self._field.name == "money" else "number")

    @cached_property
    def _field(self) -> FieldType | None:
        """The type of the field that is measured as it stands."""
        known = self.shower.question.names.get(self.measure.of.text.strip()) if self.measure.of else None
        return known.shown.type if known is not None and known.name.type is Type.NUMBER else None

    def _is_share(self) -> bool:
        kinds = self.shower.question.report.measures_by_id
        return self.measure.kind == "ratio" and all(kinds[part].kind in COUNTS for part in self.measure.parts)

    def _text(self, value: Any, at: Context) -> str:
        kind = self.type
        if kind == "percent":
            return percent(value)
        if kind == "duration":
            return length_of_time(value, at.language)
        if kind in ("date", "datetime"):
            return field_types.get(kind)().display(_moment(value, kind), at)
        if self._field is not None and (self.measure.kind in EXACT or self._field.name == "money"):
            return self._field.display(
                Decimal(rounded(value, 6 if self.measure.kind in EXACT else 2, grouped=False)), at
            )
        return f"{value:,}" if kind == "integer" else rounded(value, 2 if abs(value) < 100 else 1)

    def _with_unit(self, text: Label) -> Label:
        unit = self.measure.unit
        if unit is None:
            return text
        return self.shower.said(lambda at: f"{text.text(at.language)} {unit.text(at.language)}")


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


def length_of_time(seconds: float, language: str) -> str:
    """In days from two on, in hours from one on, else in minutes."""
    far = abs(seconds)
    if far >= 2 * DAY_SECONDS:
        return say("reports.days", language, amount=rounded(seconds / DAY_SECONDS, 1))
    if far >= HOUR_SECONDS or not seconds:
        return say("reports.hours", language, amount=rounded(seconds / HOUR_SECONDS, 1))
    return say("reports.minutes", language, amount=rounded(seconds / 60, 1))


def percent(share: float) -> str:
    """`11.8%`, always with one decimal, so that a column of them can be read down."""
    return f"{Decimal(repr(100 * float(share))).quantize(Decimal('0.1'), ROUND_HALF_UP):,}%"


def rounded(value: float, places: int, *, grouped: bool = True) -> str:
    """Half up, without empty decimals."""
    number = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    number = number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()
    return f"{number if number else Decimal(0):{',' if grouped else ''}f}"


def _moment(value: str, kind: str) -> date:
    return datetime.fromisoformat(value) if kind == "datetime" else date.fromisoformat(value)
