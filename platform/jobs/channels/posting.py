"""Posting JSON and understanding the answer, for every channel that speaks HTTP."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from definitions import Reason

from ..outside import HttpAnswer, HttpCall, Outside
from .answer import Answer
from .parcel import Parcel

READ = 64 * 1024


def post_json(
    parcel: Parcel, outside: Outside, url: str, said: Any, headers: Mapping[str, str] | None = None
) -> HttpAnswer:
    """One POST, with the key by which the other side can tell a repeat."""
    body = said if isinstance(said, bytes) else as_bytes(said)
    named = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": parcel.key, **(headers or {})}
    return outside.call(HttpCall("POST", url, body, named, largest=READ))


def as_bytes(said: Any) -> bytes:
    """JSON as it is sent and signed."""
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def understood(answer: HttpAnswer) -> Answer:
    """What a status says: taken, later, or never."""
    words = f"{answer.status} {answer.text.strip()}".strip()
    if 200 <= answer.status < 300:
        return Answer.delivered(words)
    if answer.status in (408, 425, 429) or answer.status >= 500:
        return Answer.later(words, answer.retry_after)
    if 300 <= answer.status < 400:
        to = answer.headers.get("location", "–")[:200]
        return Answer.give_up(words, Reason("deliveries.why.redirected", {"to": to}))
    return Answer.give_up(words)


def robot_said(answer: HttpAnswer, *, code: str, busy: Collection[int]) -> Answer:
    """What a robot says: it answers 200 to everything, and means what stands in the code of the body."""
    found = understood(answer)
    if found.outcome != "delivered":
        return found
    try:
        number = int(json.loads(answer.body).get(code, 0))
    except (ValueError, AttributeError, TypeError, OverflowError, RecursionError):
        return Answer.later(found.words)  # whatever answered there, it was no robot
    if number == 0:
        return found
    return Answer.later(found.words, timedelta(minutes=10)) if number in busy else Answer.give_up(found.words)
