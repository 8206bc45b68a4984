"""The calls about automations, for those who configure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from accounts import Actor
from definitions import say
from records import runs

from ..shapes import AUTOMATION_PAUSE, AUTOMATION_RESUME, AUTOMATION_TRIAL, REPLAY
from .calls import Call, query, schema
from .schemas import MAYBE_MOMENT, MAYBE_TEXT, MOMENT, TEXT, TEXTS, WHOLE, YES_NO, many, obj

TAG = "automations"
ONE, RUN = "/api/v1/automations/{automation}", "/api/v1/runs/{run}"
STEP = obj({"action": TEXT, "state": TEXT, "said": MAYBE_TEXT, "error": MAYBE_TEXT, "attempts": WHOLE, "at": MOMENT})
_RUN = {
    "id": WHOLE, "automation": TEXT, "form": TEXT, "record": {"type": ["integer", "null"]},
    "state": {"enum": list(runs.STATES)}, "began": TEXT, "said": MAYBE_TEXT, "error": MAYBE_TEXT, "depth": WHOLE,
    "revision": WHOLE, "started_at": MOMENT, "next_at": MAYBE_MOMENT, "ended_at": MAYBE_MOMENT,
}  # fmt: skip
AUTOMATION_SCHEMAS: dict[str, Any] = {
    "Automation": obj(
        {
            "id": TEXT, "label": TEXT, "form": TEXT, "waits_for": TEXTS, "counts": {"type": "object"},
            "paused_at": MAYBE_MOMENT, "next_at": MAYBE_MOMENT, "held": WHOLE,
        },
        "held",
    ),
    "Run": obj(_RUN),
    "RunDetail": obj({**_RUN, "steps": {"type": "array", "items": STEP}, "led_to": {"type": "array", "items": WHOLE}}),
    "Trial": obj(
        {
            "automation": TEXT, "record": WHOLE, "holds": YES_NO,
            "conditions": {"type": "array", "items": obj({"words": TEXT, "holds": YES_NO, "seen": {"type": "object"}})},
            "run": {"type": ["object", "null"]},
        }
    ),
}  # fmt: skip


def automation_calls(actor: Actor) -> Iterator[Call]:
    """To others there are none."""
    lang, one, run = actor.language, schema("Automation"), schema("RunDetail")
    state = {"type": "string", "enum": list(runs.STATES)}
    page = (query("before", {**WHOLE, "minimum": 1}), query("limit", {**WHOLE, "minimum": 1, "maximum": 200}))
    filters = (query("automation", TEXT), query("state", state), *page)
    listed, log = many("automations", "Automation", revision=WHOLE), many("runs", "Run")
    yield _call(lang, "get", "/api/v1/automations", "automations", listed)
    yield _call(lang, "post", f"{ONE}/pause", "automation_pause", one, body=AUTOMATION_PAUSE.schema)
    yield _call(lang, "post", f"{ONE}/resume", "automation_resume", one, body=AUTOMATION_RESUME.schema)
    yield _call(lang, "post", f"{ONE}/trial", "automation_trial", schema("Trial"), body=AUTOMATION_TRIAL.schema)
    yield _call(lang, "get", "/api/v1/runs", "runs", log, parameters=filters)
    yield _call(lang, "get", RUN, "run", run)
    yield _call(lang, "post", f"{RUN}/replay", "run_replay", run, body=REPLAY.schema)
    yield _call(lang, "post", f"{RUN}/drop", "run_drop", run, body=REPLAY.schema)


def _call(language: str, method: str, path: str, verb: str, answer: Any, **more: Any) -> Call:
    return Call(method, path, verb, say(f"api.doc.call.{verb}", language), TAG, answer, **more)
