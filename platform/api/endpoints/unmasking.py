"""The whole of sensitive fields: one record, by right, and never without a trace."""

from __future__ import annotations

from typing import Any

from flask import Response

from flows import unmasking

from ..blueprint import v1
from ..bodies import read_body
from ..desk import writing
from ..places import record_at
from ..replies import respond_once
from ..shapes import UNMASKING


@v1.post("/records/<form>/<record>/unmasking")
def unmask(form: str, record: str) -> Response:
    """The whole values of some fields, each an event; as the answer is kept nowhere, no Idempotency-Key is heard."""
    body = UNMASKING.read(read_body())
    values: dict[str, Any] = {}
    with writing() as work:
        id = record_at(work, form, record)
        for name in dict.fromkeys(body["fields"]):
            seen = unmasking.unmask(work, form, id, name, reason=body.get("reason") or "", door="api")
            values[name] = seen.value or None
    return respond_once({"id": id, "values": values})
