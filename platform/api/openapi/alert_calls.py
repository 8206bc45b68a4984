"""The calls about alerts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from definitions import say
from reports import alerts

from ..shapes import MUTE
from .calls import Call, schema
from .schemas import (
    MAYBE_MOMENT,
    MAYBE_PERSON,
    MAYBE_TEXT,
    MAYBE_WHOLE,
    MOMENT,
    NUMBER,
    TEXT,
    TEXTS,
    WHOLE,
    YES_NO,
    many,
    obj,
)

ALL, MUTING = "/api/v1/alerts", "/api/v1/alerts/{alert}/mute"
READING = obj({"at": MOMENT, "part": MAYBE_TEXT, "value": NUMBER, "breached": YES_NO, "said": TEXT})
MUTED = obj({"until": MOMENT, "by": MAYBE_PERSON})
ALERT_SCHEMAS: dict[str, Any] = {
    "Alert": obj(
        {
            "id": TEXT, "label": TEXT, "about": MAYBE_TEXT, "report": TEXT, "measure": TEXT, "measure_label": TEXT,
            "when": {"enum": list(alerts.WAYS)}, "bound": NUMBER, "bound_said": TEXT, "rows": MAYBE_WHOLE,
            "state": {"enum": ["breached", "well", "unknown", "waiting"]},
            "readings": {"type": "array", "items": READING},
            "reviews": {"type": "array", "items": obj({"id": WHOLE, "finding": TEXT})},
            "owner": TEXT, "tell": TEXTS, "muted": {"anyOf": [MUTED, {"type": "null"}]}, "may_mute": YES_NO,
            "next_at": MAYBE_MOMENT,
        }
    ),
}  # fmt: skip


def alert_calls(language: str) -> Iterator[Call]:
    """How they stand, and the switch."""
    one = schema("Alert")
    yield _call(language, "get", ALL, "alerts", many("alerts", "Alert", revision=WHOLE))
    yield _call(language, "post", MUTING, "mute_alert", one, body=MUTE.schema)
    yield _call(language, "delete", MUTING, "hear_alert", one)


def _call(language: str, method: str, path: str, verb: str, answer: Any, **more: Any) -> Call:
    return Call(method, path, verb, say(f"api.doc.call.{verb}", language), "reports", answer, **more)
