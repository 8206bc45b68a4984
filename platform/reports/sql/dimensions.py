"""A dimension of a question: its values in SQL, what they are, and which rows have one of them."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from definitions import LANGUAGES, Label
from forms import RecordColumn, field_types
from rules import Expression, Name, Scope, Type, check, compared, compile_sql, parse, words

from ..grains import ROUNDS
from ..parts import Dimension
from .buckets import bucket
from .names import ROW, Known

if TYPE_CHECKING:
    from .question import Question

# How an address names whatever is not among the greatest; a text that begins so has the sign twice.
OTHERS = "~"
LARGEST_ID, LARGEST = 2**31 - 1, 10**13
TIMES = (Type.DATE, Type.DATETIME)
_SHOWN_AS = {
    Type.NUMBER: "decimal",
    Type.YES_NO: "yes_no",
    Type.DATE: "date",
    Type.DATETIME: "datetime",
}
_STEP = Scope({"x": Name(Type.NUMBER)})


@dataclass(frozen=True, eq=False)
class AskedDimension:
    """One dimension of a question."""

    question: Question
    dimension: Dimension

    @property
    def id(self) -> str:
        return self.dimension.id

    @cached_property
    def known(self) -> Known:
        """The name it goes by; a formula is a name of its own."""
        name = self.dimension.name
        if name is not None:
            return self.question.names[name]
        return made_name(self.question.scope, self.id, self.dimension.by, self.question.rule_sql(self.dimension.by))

    @property
    def type(self) -> Type:
        return self.known.name.type

    @cached_property
    def grain(self) -> str | None:
        """How time is put together; by days where nothing is said."""
        return (self.dimension.grain or "day") if self.type in TIMES else None

    @property
    def is_banded(self) -> bool:
        """Whether numbers are put together by bands; the value is then the band's place."""
        return bool(self.dimension.bands or self.dimension.width)

    @cached_property
    def sql(self) -> ColumnElement:
        """Its value in each row."""
        column = self.known.column
        if self.grain is not None:
            return self._bucket(column) if self.grain in ROUNDS else self._aligned(column)
        if self.dimension.width:
            return self._step(column)
        return self._band(column) if self.dimension.bands else column

    def _aligned(self, column: ColumnElement) -> ColumnElement:
        """The stretch of time; of the days before, the one that they stand beside."""
        later = self.question.later(self.dimension.name, column)
        if later is None:
            return self._bucket(column)
        return sa.case((self.question.is_before, self._bucket(later)), else_=self._bucket(column))

    def _bucket(self, column: ColumnElement) -> ColumnElement:
        zone = self.dimension.zone or self.question.work.timezone
        return bucket(column, self.grain, zone if self.type is Type.DATETIME else None, self.dimension.starts)

    def holds(self, several: ColumnElement, value: ColumnElement) -> ColumnElement[bool]:
        """Whether one value is among several that a field holds."""
        within = Scope({"several": self.known.name, "value": Name(Type.TEXT)})
        return compile_sql(parse("value in several"), {"several": several, "value": value}, self.question.env, within)

    def meets(self, key: str) -> ColumnElement[bool]:
        """The rows that have this value, as an address writes it; ValueError for what cannot be one."""
        value = self.read(key)
        if self.dimension.each:
            return self.holds(self.sql, sa.literal(value, sa.String))
        if self.grain and self.grain not in ROUNDS:
            return self.sql == sa.literal(value, sa.DateTime if self.grain == "hour" else sa.Date)
        if isinstance(value, Decimal):
            exact = not isinstance(self.sql.type, sa.Double)
            return self.sql == sa.literal(value if exact else float(value), self.sql.type)
        return self.sql.is_(value) if isinstance(value, bool) else self.sql == value

    def read(self, key: str) -> Any:
        """The value that an address names."""
        if self.is_banded or self.grain in ROUNDS:
            return _whole(key, LARGEST_ID)
        if self.grain:
            return datetime.fromisoformat(key) if self.grain == "hour" else date.fromisoformat(key)
        if self.type is Type.YES_NO:
            return _yes_or_no(key)
        if self.type is Type.LINK:
            return _whole(key, LARGEST_ID)
        if self.type is Type.NUMBER:
            return _whole(key, LARGEST) if isinstance(self.sql.type, sa.Integer) else _exact(key)
        return key.removeprefix(OTHERS) if key.startswith(OTHERS * 2) else key

    def _band(self, column: ColumnElement) -> ColumnElement:
        """The place of the band: the last one that has begun."""
        number = column if isinstance(column.type, sa.Double) else sa.cast(column, sa.Double)
        starts = [band.start for band in self.dimension.bands]
        begun = [
            (compared(operator.ge, number, sa.literal(float(start), sa.Double)), _place(place))
            for place, start in enumerate(starts)
            if start is not None
        ]
        lowest = sa.case((column.is_not(None), _place(0))) if starts[0] is None else None
        return sa.case(*reversed(begun), else_=lowest)

    def _step(self, column: ColumnElement) -> ColumnElement:
        step = parse(f"floor(x / {self.dimension.width:.15g})")
        return sa.cast(compile_sql(step, {"x": column}, self.question.env, _STEP), sa.Integer)


def _place(place: int) -> ColumnElement:
    return sa.literal_column(str(place))


def made_name(scope: Scope, id: str, rule: Expression, column: ColumnElement) -> Known:
    """What a formula gives, as if it were a name: called by what it says."""
    kind = check(rule, scope)
    label = Label.of({language: words(rule, scope, language) for language in LANGUAGES})
    options = {"decimals": 6} if kind is Type.NUMBER else {}
    shown = RecordColumn(id, label, field_types.get(_SHOWN_AS.get(kind, "text"))(**options), own=False)
    return Known(Name(kind, label), column, shown, whose=ROW)


def _yes_or_no(key: str) -> bool:
    if key not in ("yes", "no"):
        raise ValueError(key)
    return key == "yes"


def _exact(key: str) -> Decimal:
    number = Decimal(key)
    if not number.is_finite() or abs(number) > LARGEST:
        raise ValueError(key)
    return number


def _whole(key: str, most: int) -> int:
    """A whole number that the column can hold."""
    number = int(key)
    if abs(number) > most:
        raise ValueError(key)
    return number
