"""Reading a call's body: JSON of a bounded size and depth, without what no database and no reader could take."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from definitions import Refused
from forms import FieldError

from .inputs import FORBIDDEN, control_character, refuse

LARGEST = 1024 * 1024
LARGEST_BATCH = 16 * LARGEST
DEEPEST = 16
MOST_NAMES = 400
LONGEST_NAME = 100


class BadBody(Refused):
    """A body that is no JSON object, with the place where it stops being one."""

    status = 400


class NotJson(Refused):
    """A body of another kind."""

    status = 415


def read_body(largest: int = LARGEST) -> dict[str, Any]:
    """The body as an object; an empty body is an empty object."""
    request.max_content_length = largest + 1
    written = request.get_data(cache=False)
    if len(written) > largest:  # of a body without a length no more than that was read
        raise RequestEntityTooLarge
    if not written.strip():
        return {}
    if request.mimetype != "application/json":
        raise NotJson("api.not_json", got=request.mimetype[:80] or "–")
    body = parse(written)
    if not isinstance(body, dict):
        refuse(FieldError("", "not_an_object"))
    if len(body) > MOST_NAMES or any(len(name) > LONGEST_NAME for name in body):
        raise BadBody("api.too_many_names", most=MOST_NAMES, longest=LONGEST_NAME)
    check_texts(body)
    return body


def parse(written: bytes) -> Any:
    """JSON as RFC 8259 has it: UTF-8, no NaN, no name twice in one object."""
    try:
        return json.loads(written.decode("utf-8"), parse_constant=_no_constant, object_pairs_hook=_once_each)
    except json.JSONDecodeError as error:
        raise BadBody("api.bad_json", line=error.lineno, column=error.colno) from None
    except UnicodeDecodeError as error:
        raise BadBody("api.not_utf8", at=error.start + 1) from None
    except RecursionError:
        raise BadBody("api.too_deep", most=DEEPEST) from None
    except ValueError:
        raise BadBody("api.bad_number") from None


def check_texts(body: dict[str, Any]) -> None:
    """Refuse control characters, halves of characters and endless nesting, wherever in the body they stand."""
    errors = []
    for name, value in body.items():
        shown = FORBIDDEN.sub("\ufffd", name)
        errors += filter(None, (control_character(shown, text) for text in (name, *_texts(value))))
    if errors:
        refuse(*{error.field: error for error in reversed(errors)}.values())


def _texts(value: Any) -> list[str]:
    """Every text below a value, names included; nesting is followed only so far."""
    found, level = [], [value]
    for _ in range(DEEPEST):
        deeper = []
        for one in level:
            if isinstance(one, str):
                found.append(one)
            elif isinstance(one, dict):
                deeper += [*one.keys(), *one.values()]
            elif isinstance(one, list):
                deeper += one
        if not deeper:
            return found
        level = deeper
    raise BadBody("api.too_deep", most=DEEPEST)


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice, _ = Counter(name for name, _ in pairs).most_common(1)[0]
        raise BadBody("api.name_twice", name=FORBIDDEN.sub("\ufffd", twice[:80]))
    return found


def _no_constant(written: str) -> Any:
    raise BadBody("api.no_constant", written=written)
