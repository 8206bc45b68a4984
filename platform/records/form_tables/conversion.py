"""One value from one column type to another; what cannot be read in the new type is None, never a guess."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from .. import field_keys
from ..engine.sealed import Sealed
from ..engine.types import exact

YES = frozenset({"true", "yes", "y", "1", "是", "有"})
NO = frozenset({"false", "no", "n", "0", "否", "无"})


def convert(value: Any, old: str, new: str) -> Any:
    """The value in the new type, or None when it has no meaning there."""
    if value is None:
        return None
    written = _text_of(value, old)
    if written is None:
        return None
    try:
        return READERS[new](written.strip())
    except (ValueError, InvalidOperation):
        return None


def _text_of(value: Any, old: str) -> str | None:
    if old == "list":
        return value[0] if len(value) == 1 else None
    if isinstance(value, Sealed):
        return field_keys.open_sealed(value)
    if old == "json":
        return value if isinstance(value, str) else None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _number(written: str) -> Decimal:
    return exact(Decimal(written.replace(",", "").replace("，", "")))


def _integer(written: str) -> int:
    number = _number(written)
    if number != number.to_integral_value():
        raise ValueError(written)
    return int(number)


def _boolean(written: str) -> bool:
    word = written.lower()
    if word not in YES | NO:
        raise ValueError(written)
    return word in YES


def _moment(written: str) -> datetime:
    """A moment without a zone, such as a bare date's midnight, is read in UTC."""
    moment = datetime.fromisoformat(written)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _words(written: str) -> tuple[str, ...]:
    if not written or "|" in written:
        raise ValueError(written)
    return (written,)


READERS: dict[str, Callable[[str], Any]] = {
    "text": str,
    "long_text": str,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "date": lambda written: _moment(written).date(),
    "datetime": _moment,
    "list": _words,
    "reference": _integer,
    "json": str,
    "sealed": field_keys.seal,
}
