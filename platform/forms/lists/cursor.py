"""Where one page of a list ended, so that the next goes on behind it, however many records came in between."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlalchemy.types import TypeDecorator

from records import Number, UtcDateTime

from ..errors import FieldError, Invalid

LONGEST = 4000
OURS: Mapping[type, type] = {UtcDateTime: datetime, Number: Decimal, TypeDecorator: object}


@dataclass(frozen=True, slots=True)
class OrderKey:
    """One thing that a list is ordered by; the empty come last, whichever way it goes."""

    expression: ColumnElement
    down: bool = False
    nullable: bool = True

    def ordered(self) -> ColumnElement:
        """As ORDER BY takes it."""
        by = self.expression.desc() if self.down else self.expression.asc()
        return by.nulls_last() if self.nullable else by

    @property
    def compared(self) -> ColumnElement:
        """The same as one value that can be read, kept and compared; words of a list are compared as their text."""
        return self.expression if self._kind in READERS else sa.type_coerce(self.expression, sa.Text)

    def read(self, written: Any) -> Any:
        """A value from a cursor; ValueError where it is none of this column's."""
        return None if written is None else READERS.get(self._kind, _text)(written)

    def behind(self, value: Any) -> ColumnElement[bool]:
        """What comes after this value."""
        if value is None:
            return sa.false()
        literal = sa.literal(value, self.compared.type)
        further = self.compared < literal if self.down else self.compared > literal
        return sa.or_(further, self.compared.is_(None)) if self.nullable else further

    def level(self, value: Any) -> ColumnElement[bool]:
        """What stands at this value."""
        return self.compared.is_(None) if value is None else self.compared == sa.literal(value, self.compared.type)

    @property
    def _kind(self) -> type:
        kind = self.expression.type
        return next((python for own, python in OURS.items() if isinstance(kind, own)), None) or kind.python_type


def write_cursor(order: Sequence[str], values: Sequence[Any]) -> str:
    """A word that means: in this order, behind these values."""
    text = json.dumps([list(order), [_written(value) for value in values]], separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(written: str, order: Sequence[str], keys: Sequence[OrderKey]) -> tuple[Any, ...]:
    """The values behind which to go on; Invalid where the word was not given out for this order."""
    try:
        padded = written[:LONGEST] + "=" * (-len(written[:LONGEST]) % 4)
        sorted_by, values = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")).decode())
        if sorted_by != list(order) or len(values) != len(keys):
            raise ValueError("given out for another order")
        return tuple(key.read(value) for key, value in zip(keys, values, strict=True))
    except (ValueError, TypeError, ArithmeticError, RecursionError, binascii.Error):
        raise Invalid([FieldError("after", "bad_cursor")]) from None


def behind(keys: Sequence[OrderKey], values: Sequence[Any]) -> ColumnElement[bool]:
    """Further on in the first key, or level with it and further on in the next, and so on."""
    return sa.or_(*_steps(keys, values))


def _steps(keys: Sequence[OrderKey], values: Sequence[Any]) -> Iterator[ColumnElement[bool]]:
    level: list[ColumnElement[bool]] = []
    for key, value in zip(keys, values, strict=True):
        yield sa.and_(*level, key.behind(value))
        level.append(key.level(value))


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _moment(written: Any) -> datetime:
    found = datetime.fromisoformat(_text(written))
    if found.tzinfo is None:
        raise ValueError("a moment has a zone")
    return found


def _whole(written: Any) -> int:
    if isinstance(written, bool) or not isinstance(written, int) or abs(written) >= 2**63:
        raise ValueError("not a whole number")
    return written


def _number(written: Any) -> Decimal:
    number = Decimal(_text(written))
    if not number.is_finite() or abs(number) >= Decimal(10) ** 14:
        raise ValueError("not a number that a record can hold")
    return number


def _yes_no(written: Any) -> bool:
    if not isinstance(written, bool):
        raise ValueError("not yes or no")
    return written


def _text(written: Any) -> str:
    if not isinstance(written, str) or "\x00" in written:
        raise ValueError("not a text")
    return written


READERS: Mapping[type, Callable[[Any], Any]] = {
    str: _text, int: _whole, Decimal: _number, bool: _yes_no, datetime: _moment,
    date: lambda written: date.fromisoformat(_text(written)), time: lambda written: time.fromisoformat(_text(written)),
}  # fmt: skip
