"""Measures as cells: each value with its unit, held against its target, and what is shown beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from definitions import LANGUAGES, Label, say
from forms import Context, FieldType, field_types
from rules import Type

from ..parts import Measure
from ..sql.aspects import ASPECTS, CHANGE
from ..sql.question import COUNTS
from .lengths import length_of_time
from .showing import Shower, percent, plain, rounded
from .table import Cell, Column

EXACT, SUMMED = ("sum", "min", "max"), ("count", "sum")
TARGETED = frozenset({"integer", "number", "money", "percent", "duration"})


@dataclass(frozen=True, eq=False)
class MeasureShower:
    """Shows one measure's values."""

    shower: Shower
    measure: Measure

    @cached_property
    def aspects(self) -> tuple[str, ...]:
        """What is shown beside it."""
        return self.shower.question.beside(self.measure)

    def columns(self) -> Iterator[Column]:
        """The measure's own column, then one for each thing beside it."""
        measure = self.measure
        target = measure.target if self.type in TARGETED else None
        said = None if target is None else self.shower.told(lambda at: self._target(at))
        good = "less" if measure.less_is_better else "more" if measure.good or target else ""
        bounds = self.shower.told(self._bounds) if measure.bounds else None
        told = {
            "bounds_said": bounds,
            "target": target,
            "target_said": said,
            "good": good,
            "unit": measure.unit or self._currency,
        }
        adds_up = measure.kind in (*COUNTS, "sum")
        yield Column(
            measure.id, measure.label, self.type, adds_up=adds_up, base=self._base(), sums=self._sums(), **told
        )
        for name in self.aspects:
            kind = ASPECTS.get(name).type or self.type
            label = _label(name, measure.label)
            yield Column(f"{measure.id}.{name}", label, kind, of=measure.id, aspect=name, good=good)

    def _sums(self) -> bool:
        """Whether its groups make the whole."""
        several = any(each.dimension.each for each in self.shower.question.dimensions)
        return self.measure.kind in SUMMED and self.measure.once is None and not several

    def _base(self) -> str:
        """Which measure beside it counts what a share or an average is made of."""
        measure, counts = self.measure, [each for each in self.shower.question.measures if each.kind in COUNTS]
        if measure.kind == "ratio":
            return next((each.id for each in counts if each.id == measure.parts[1]), "")
        every = (each.id for each in counts if each.of is None and each.where is None)
        return next(every, "") if measure.where is None and measure.kind not in (*COUNTS, "sum", "formula") else ""

    def cells(self, found: Mapping[str, Any], name: str) -> Iterator[Cell]:
        """The measure of a row and what stands beside it; `name` is that of its column in the statement."""
        yield self.cell(found[name])
        for each in self.aspects:
            yield self._aspect(each, found[f"{name}_{each}"])

    def nothing(self) -> Iterator[Cell]:
        """The same where there is no row at all: a count is 0, everything else is unknown."""
        yield self.cell(0 if self.type == "integer" else None)
        yield from (Cell(None, self.shower.nothing()) for _ in self.aspects)

    def cell(self, value: Any) -> Cell:
        if value is None:
            return Cell(None, self.shower.nothing())
        value = plain(value)
        return Cell(
            value,
            self._with_unit(self.shower.told(lambda at: self._text(value, at))),
            state=self._state(value),
        )

    def _state(self, value: Any) -> str:
        if self.measure.target is None or self.type not in TARGETED:
            return ""
        return "met" if self.measure.target.is_met_by(value) else "missed"

    def _aspect(self, name: str, value: Any) -> Cell:
        if value is None:
            return Cell(None, self.shower.nothing())
        kind, value = ASPECTS.get(name).type, plain(value)
        if kind is None:
            return Cell(value, self._with_unit(self.shower.told(lambda at: self._text(value, at))))
        return Cell(value, self.shower.told(lambda at: self._beside(name, value, at)))

    def _beside(self, name: str, value: Any, at: Context) -> str:
        kind = ASPECTS.get(name).type
        if name == CHANGE:
            sign = "+" if value > 0 else "−" if value < 0 else "±"
            if self.shower.question.is_share(self.measure):
                return say("reports.points", at.language, amount=f"{sign}{rounded(abs(100 * value), 1)}")
            return f"{sign}{percent(abs(value))}"
        return percent(value) if kind == "percent" else f"{rounded(value, 2)}×" if kind == "times" else f"{value:,}"

    @cached_property
    def type(self) -> str:
        """How its values are written."""
        measure = self.measure
        if measure.kind in COUNTS:
            return "integer"
        if measure.kind in ("ratio", "formula", "rate"):
            return "percent" if self.shower.question.is_share(measure) else "money" if self._is_money else "number"
        rule_type = self.shower.question.type_of(measure.of)
        if rule_type in (Type.DATE, Type.DATETIME, Type.DURATION):
            return rule_type.value
        return measure.format or ("money" if self._is_money else "number")

    @property
    def _currency(self) -> Label | None:
        """What stands over bare amounts, in files and beside axes."""
        return Label.of(self._field.currency) if self.type == "money" and self._field is not None else None

    @property
    def _is_money(self) -> bool:
        return (
            self._field is not None and self._field.name == "money" and not (self.measure.unit or self.measure.format)
        )

    @cached_property
    def _field(self) -> FieldType | None:
        """The type of the field that is measured as it stands, or of which so much falls on each."""
        of = (self._for_each or self.measure).of
        known = self.shower.question.names.get(of.text.strip()) if of else None
        return known.shown.type if known is not None and known.name.type is Type.NUMBER else None

    @cached_property
    def _for_each(self) -> Measure | None:
        """The measure that is divided by a count, such as the cost of each order."""
        measure, known = self.measure, self.shower.question.report.measures_by_id
        parts = measure.of.text.replace(" ", "").split("/") if measure.kind == "formula" else measure.parts
        if len(parts) != 2 or any(part not in known for part in parts) or known[parts[1]].kind not in COUNTS:
            return None
        return known[parts[0]] if known[parts[0]].kind not in ("ratio", "formula", "rate", *COUNTS) else None

    def _text(self, value: Any, at: Context) -> str:
        kind = self.type
        if kind == "percent":
            return percent(value)
        if kind == "duration":
            return length_of_time(value, at.language)
        if kind in ("date", "datetime"):
            return field_types.get(kind)().display(_moment(value, kind), at)
        if self._field is not None and (self.measure.kind in EXACT or kind == "money"):
            places = 6 if self.measure.kind in EXACT else 2
            return self._field.display(Decimal(rounded(value, places, grouped=False)), at)
        return f"{value:,}" if kind == "integer" else rounded(value, 2 if abs(value) < 100 else 1)

    def _target(self, at: Context) -> str:
        way = "at_least" if self.measure.target.at_least else "at_most"
        return say(f"reports.target.{way}", at.language, amount=self._amount(self.measure.target.value, at))

    def _bounds(self, at: Context) -> str:
        """`over 4 h and at most 8 h`."""
        said = (
            say(f"reports.bound.{way}", at.language, amount=self._amount(amount, at))
            for way, amount in self.measure.bounds
        )
        return say("reports.bound.and", at.language).join(said)

    def _amount(self, value: float, at: Context) -> str:
        unit = f" {self.measure.unit.text(at.language)}" if self.measure.unit else ""
        return f"{self._text(plain(value), at)}{unit}"

    def _with_unit(self, text: Label) -> Label:
        unit = self.measure.unit
        if unit is None:
            return text
        return self.shower.told(lambda at: f"{text.text(at.language)} {unit.text(at.language)}")


def _label(aspect: str, measure: Label) -> Label:
    said = {
        language: say(f"reports.aspect.{aspect}", language, measure=measure.text(language)) for language in LANGUAGES
    }
    return Label.of(said)


def _moment(value: str, kind: str) -> date:
    return datetime.fromisoformat(value) if kind == "datetime" else date.fromisoformat(value)
