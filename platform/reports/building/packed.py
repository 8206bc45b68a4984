"""A report that nobody has kept, small enough to stand in an address: its values, packed."""

from __future__ import annotations

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from typing import Any

from definitions import NotFound

from .written import LONGEST

# What servers and browsers take for an address, with room for a cell and the order of a list.
LONGEST_PACKED = 2500
DEEPEST = 20  # a few signs pack more brackets than anybody's report has, and than a reader can follow


def pack(data: Mapping[str, Any]) -> str:
    """The values for an address; "" where they are too many for one."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str)
    packed = urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")
    return packed if len(packed) <= LONGEST_PACKED else ""


def unpack(packed: str) -> dict[str, Any]:
    """What `pack` wrote; anything else is no report."""
    try:
        reader = zlib.decompressobj()
        text = reader.decompress(urlsafe_b64decode(packed[:LONGEST_PACKED] + "=" * (-len(packed) % 4)), LONGEST)
        data = json.loads(text) if reader.eof else None
    except (ValueError, RecursionError, zlib.error):
        data = None
    if not isinstance(data, dict) or _is_deep(data):
        raise NotFound
    return data


def _is_deep(data: dict[str, Any]) -> bool:
    level: list[Any] = [data]
    for _ in range(DEEPEST):
        inner = (each.values() if isinstance(each, dict) else each for each in level if isinstance(each, (dict, list)))
        level = [one for several in inner for one in several]
    return bool(level)
