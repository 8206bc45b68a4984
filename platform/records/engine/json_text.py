"""How values are written into JSON columns: exact enough to read again, plain enough for any reader."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from json.encoder import c_make_encoder, encode_basestring
from typing import Any


def dumps(value: Any) -> str:
    """Write JSON; moments and dates in ISO form, decimals as numbers, labels and reasons as their own plain form."""
    return "".join(_pieces(value, 0)) if _pieces is not None else _ENCODER.encode(value)


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
# The encoder of the standard library makes this anew for every value, which costs more than writing a small one.
_pieces = (
    c_make_encoder(None, _plain, encode_basestring, None, ":", ",", False, False, True)
    if c_make_encoder is not None
    else None
)
