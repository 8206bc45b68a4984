"""How values are written into JSON columns: exact enough to read again, plain enough for any reader."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any


def dumps(value: Any) -> str:
    """Write JSON; moments and dates in ISO form, decimals as numbers, labels and reasons as their own plain form."""
    return _ENCODER.encode(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(value)
    for plain in ("as_json", "as_written"):
        if hasattr(value, plain):
            return getattr(value, plain)()
    raise TypeError(f"{value!r} cannot be written as JSON")


_ENCODER = json.JSONEncoder(ensure_ascii=False, default=_plain, separators=(",", ":"))
