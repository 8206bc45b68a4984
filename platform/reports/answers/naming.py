"""The values of dimensions as cells: a choice by its label, a stretch of time by its name, a band by its bounds."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from definitions import Label, as_kept, say
from forms import Context, FieldType
from rules import Type

from .. import grains
from ..sql.dimensions import OTHERS, AskedDimension
from .lengths import length_of_time
from .narrowing import POINTED_AT
from .showing import Shower, plain, rounded
from .table import DIMENSION, Cell, Column


@dataclass(frozen=True, eq=False)
class DimensionShower:
    """Shows one dimension's values."""

    shower: Shower
    asked: AskedDimension
    _known: dict[Hashable, Cell] = field(default_factory=dict, init=False)

    @property
    def kind(self) -> FieldType:
        return self.asked.known.shown.type

    def column(self) -> Column:
        label = self.asked.dimension.label or self.asked.known.label
        order = () if self.asked.is_banded else self.asked.known.order
        points = self.asked.dimension.name or "" if self.asked.type in POINTED_AT and not self.asked.is_banded else ""
        return Column(self.asked.id, label, self._type(), DIMENSION, self.asked.grain, order=order, points=points)

    def expect(self, values: list[Any]) -> None:
        """Names and titles of all values at once."""
        if self.kind.refers == "person":
            self.shower.lookups.expect_names(values)
        elif self.kind.refers == "record":
            self.shower.lookups.expect_titles(self.kind.form, values)

    def others(self) -> Cell:
        """What is not among the greatest."""
        return Cell(None, self.shower.said(lambda at: say("reports.the_others", at.language)), OTHERS)

    def cell(self, value: Any) -> Cell:
        """A value as it is kept, shown and addressed; told once, as two dimensions say each of theirs many times."""
        key = (value.__class__, value)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._cell(value)
        return known

    def _cell(self, value: Any) -> Cell:
        if value is None:
            return Cell(None, self.shower.said(lambda at: self._nothing(at.language)))
        if self.asked.is_banded:
            text = self._band(int(value))
            return Cell(text.text(self.shower.question.work.language), text, str(int(value)))
        if self.asked.grain:
            text = self.shower.said(lambda at: grains.shown(value, self.asked.grain, at.language))
            raw = value if self.asked.grain in grains.ROUNDS else value.isoformat()
            return Cell(raw, text, str(raw))
        several = (value,) if self.asked.dimension.each else _exact(value)
        text = self.shower.said(lambda at: self.asked.known.shown.shown(several, at))
        named = self.kind.refers or self.asked.known.shown.mask
        raw = text.text(self.shower.question.work.language) if named else plain(value)
        return Cell(raw, text, _key(value))

    def _nothing(self, language: str) -> str:
        """What no value stands for: often more than a gap, such as a task that belongs to no stage."""
        own = as_kept(f"reports.empty.{self.shower.question.report.over}.{self.asked.dimension.name}", language)
        return own or say("reports.nobody" if self._typed == "person" else "reports.not_filled_in", language)

    def _band(self, place: int) -> Label:
        """`below 5`, `5–30`, `30 and more`, or the words that the band was given."""
        bands, width = self.asked.dimension.bands, self.asked.dimension.width
        if width:
            return self._between(place * width, (place + 1) * width)
        band = bands[min(place, len(bands) - 1)]
        if band.label is not None:
            return band.label
        after = bands[place + 1].start if place + 1 < len(bands) else None
        return self._between(band.start, after)

    def _between(self, start: float | None, end: float | None) -> Label:
        if start is None:
            return self.shower.said(lambda at: say("reports.band.below", at.language, end=self._amount(end, at)))
        if end is None:
            return self.shower.said(lambda at: say("reports.band.above", at.language, start=self._amount(start, at)))
        return self.shower.said(
            lambda at: say(
                "reports.band.between", at.language, start=self._amount(start, at), end=self._amount(end, at)
            )
        )

    def _amount(self, value: float, at: Context) -> str:
        return length_of_time(value, at.language) if self.asked.type is Type.DURATION else rounded(value, 6)

    @cached_property
    def _typed(self) -> str:
        rule_type = self.asked.type
        if rule_type is Type.LINK:
            return {"person": "person", "record": "link"}.get(self.kind.refers, "team")
        return {Type.YES_NO: "yes_no", Type.NUMBER: "number", Type.CHOICE: "choice"}.get(rule_type, "text")

    def _type(self) -> str:
        if self.asked.is_banded:
            return "band"
        if self.asked.grain in grains.ROUNDS:
            return "round"
        if self.asked.grain:
            return "datetime" if self.asked.grain == "hour" else "date"
        return self._typed


def _exact(value: Any) -> Any:
    """A number as fields show it, from whatever the database computed."""
    return Decimal(repr(value)) if isinstance(value, float) else value


def _key(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(plain(value))
    return f"{OTHERS}{text}" if text.startswith(OTHERS) else text
