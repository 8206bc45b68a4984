"""From bytes to what paths look into: JSON, a form's fields, or a mail."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs

from definitions import Reason

DEEPEST = 32
MOST_FIELDS = 500


class Unreadable(Exception):
    """What came is nothing that can be looked into."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.reason = Reason(f"inlets.why.{code}", params)


def unpack(body: bytes, content_type: str) -> Any:
    """The content; Unreadable says why there is none."""
    kind = content_type.partition(";")[0].strip().lower()
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("not_utf8", at=error.start + 1) from None
    if kind == "application/x-www-form-urlencoded":
        return _fields(text)
    return _json(text)


def _json(text: str) -> Any:
    try:
        found = json.loads(text)
    except RecursionError:
        raise Unreadable("too_deep", most=DEEPEST) from None
    except ValueError as error:
        raise Unreadable("not_json", detail=str(error)[:200]) from None
    if _depth(found) > DEEPEST:
        raise Unreadable("too_deep", most=DEEPEST)
    return found


def _fields(text: str) -> dict[str, Any]:
    """One value under a name, or several; a value that is JSON itself is looked into too."""
    try:
        found = parse_qs(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise Unreadable("too_many_fields", most=MOST_FIELDS) from None
    return {name: _inside(values[0]) if len(values) == 1 else values for name, values in found.items()}


def _inside(value: str) -> Any:
    if value[:1] not in ("{", "["):
        return value
    try:
        found = json.loads(value)
    except (ValueError, RecursionError):
        return value
    return found if _depth(found) <= DEEPEST else value


def _depth(value: Any) -> int:
    level, depth = [value], 0
    while level and depth <= DEEPEST:
        depth += 1
        level = [
            inner
            for one in level
            if isinstance(one, (dict, list))
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
    return depth
