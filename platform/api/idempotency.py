"""A change that is sent twice under one Idempotency-Key takes effect once, and is answered the same both times."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from flask import Response, request

from accounts import Work
from records import idempotency

from .desk import writing
from .inputs import InputError, refuse
from .replies import Reply, respond

HEADER = "Idempotency-Key"
LONGEST = 120


def change(do: Callable[[Work], Reply], body: dict[str, Any]) -> Response:
    """Run a change in one transaction with the answer that is kept for its key.

    What is refused has had no effect; nothing is kept of it, and the same key may be sent again.
    """
    key = _key()
    with writing() as work:
        person = work.actor.person_id
        if key is not None:
            digest = _digest(body)
            before = idempotency.begin(work.connection, key, person, digest=digest, now=work.now)
            if before is not None:
                return respond(before.body, before.status, json.loads(before.body), Idempotency_Replayed="true")
        reply = do(work)
        if key is not None:
            idempotency.finish(work.connection, key, person, idempotency.Answer(reply.status, reply.text))
    return reply.response()


def _key() -> str | None:
    key = request.headers.get(HEADER)
    if key is not None and not (key.isascii() and key.isprintable() and 0 < len(key.strip()) <= LONGEST):
        refuse(InputError(HEADER, "bad_key", {"most": LONGEST}))
    return key


def _digest(body: dict[str, Any]) -> str:
    """What makes two requests the same: the address, the expected version and the body, in whatever order."""
    said = [request.method, request.full_path, request.headers.get("If-Match"), body]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
