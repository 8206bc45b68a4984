"""Column types that mean the same on SQLite and PostgreSQL: moments, exact numbers, lists of words, yes and no."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Numeric, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator, TypeEngine

PLACES = Decimal("0.000001")
LIMIT = Decimal(10) ** 14


class NumberTooLong(ValueError):
    """A number that cannot be kept exactly: 14 digits before the point, 6 behind it, about 15 in all."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware and in UTC for Python, naive UTC in the database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect | None) -> datetime | None:
        """Turn any aware moment into naive UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} says no time zone; a stored moment must be aware")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment its zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


class TextList(TypeDecorator[tuple]):
    """Several words in one column as `|a|b|`, so that LIKE '%|a|%' asks for one; no word at all is null.

    Its SQL type is VARCHAR and a text's is TEXT, so that the two are told apart in a database.
    """

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Iterable[str] | None, dialect: Dialect) -> str | None:
        """Join the words; text passes as it is, so that a pattern can be compared with the column."""
        if value is None or isinstance(value, str):
            return value
        words = [str(word) for word in value]
        if any("|" in word or not word for word in words):
            raise ValueError(f"{words!r}: a word of a list is never empty and has no | in it")
        return f"|{'|'.join(words)}|" if words else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        """Split the words again."""
        return None if value is None else tuple(value.strip("|").split("|")) if value.strip("|") else ()

    def coerce_compared_value(self, op: Any, value: Any) -> TypeEngine:
        """Compare text as text: `column.like('%|a|%')`."""
        return Text() if isinstance(value, str) else self


class Number(TypeDecorator[Decimal]):
    """An exact decimal number with six places, as Decimal, also where the database only knows floats."""

    impl = Numeric(20, 6)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine:
        """Let SQLite bind floats and read them back as such; the exactness is kept here."""
        return dialect.type_descriptor(Numeric(20, 6, asdecimal=dialect.name != "sqlite"))

    def process_bind_param(self, value: Decimal | float | None, dialect: Dialect) -> Decimal | int | float | None:
        """Round to six places, and refuse what one of the databases could not give back."""
        if value is None:
            return None
        number = exact(value)
        if dialect.name != "sqlite":
            return number
        return int(number) if number == number.to_integral_value() else float(number)

    def process_result_value(self, value: Decimal | float | None, dialect: Dialect) -> Decimal | None:
        """Read the shortest decimal that is this float."""
        if value is None:
            return None
        number = value if isinstance(value, Decimal) else Decimal(repr(value))
        return number.quantize(PLACES)


class Json(TypeDecorator[Any]):
    """Anything JSON can say; None is SQL null, never the JSON word null."""

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine:
        """Take the binary form where there is one."""
        kind = JSONB if dialect.name == "postgresql" else JSON
        return dialect.type_descriptor(kind(none_as_null=True))


def exact(value: Decimal | float | str) -> Decimal:
    """Return the number at six places, or say that it is too long to be kept exactly."""
    given = value if isinstance(value, Decimal) else Decimal(str(value))
    if not given.is_finite() or abs(given) >= LIMIT:
        raise NumberTooLong(f"{value} is too large; a number has at most 14 digits before the point")
    number = given.quantize(PLACES)
    if Decimal(repr(float(number))) != number:
        raise NumberTooLong(f"{value} has too many digits; about 15 in all are kept exactly")
    return number


def writer(kind: TypeEngine, dialect: Dialect) -> Callable[[Any], Any] | None:
    """What turns a value into one that the driver takes; None where it takes it as it is."""
    if dialect.name == "sqlite" and isinstance(kind, UtcDateTime):
        return _stamp
    return kind.dialect_impl(dialect).bind_processor(dialect)


def reader(kind: TypeEngine, dialect: Dialect, described: Any) -> Callable[[Any], Any] | None:
    """What turns the driver's value back; `described` is what the driver says of the column."""
    if dialect.name == "sqlite" and isinstance(kind, UtcDateTime):
        return _moment
    return kind.dialect_impl(dialect).result_processor(dialect, described)


@lru_cache(maxsize=4096)
def _stamp(moment: datetime | None) -> str | None:
    """What SQLAlchemy writes for a moment; most moments of a portion are the same few."""
    naive = UtcDateTime().process_bind_param(moment, None)
    return None if naive is None else naive.isoformat(" ", "microseconds")


@lru_cache(maxsize=4096)
def _moment(stamp: str | None) -> datetime | None:
    return None if stamp is None else datetime.fromisoformat(stamp).replace(tzinfo=UTC)
