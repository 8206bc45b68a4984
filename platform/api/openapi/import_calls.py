"""The calls by which files become records of one form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from accounts import Actor
from definitions import Catalog, say
from forms import FormDefinition

from ..import_json import STATES
from ..shapes import IMPORT_MAPPING, IMPORT_WORDS
from .calls import BYTES, Call, query, schema
from .general_calls import list_arguments
from .schemas import MAYBE_MOMENT, MAYBE_PERSON, MAYBE_TEXT, MOMENT, PERSON, TEXT, TEXTS, WHOLE, YES_NO, many, obj

CSV = "text/csv"
_WORDS = {"type": "object", "additionalProperties": TEXT}
_HEAD: dict[str, Any] = {
    "id": WHOLE, "form": TEXT, "file": TEXT,
    "state": {"enum": ["read", "checking", "checked", "running", "done", "failed", "undoing", "undone"]},
    "lines": WHOLE, "done": WHOLE, "counts": obj(dict.fromkeys(STATES, WHOLE)), "by": MAYBE_PERSON,
    "started_at": MOMENT, "ended_at": MAYBE_MOMENT, "undone_at": MAYBE_MOMENT,
}  # fmt: skip
_SAID = obj({"field": MAYBE_TEXT, "column": MAYBE_TEXT, "code": TEXT, "message": TEXT, "value": MAYBE_TEXT})
_OWNER = {"anyOf": [{"enum": ["rules", "later"]}, PERSON]}
IMPORT_SCHEMAS: dict[str, Any] = {
    "Import": obj(_HEAD),
    "ImportInFull": obj(
        {
            **_HEAD, "columns": TEXTS, "chosen": YES_NO, "why": _WORDS, "look_alike": WHOLE, "trouble": MAYBE_TEXT,
            "mapping": obj(
                {
                    "columns": _WORDS, "mode": TEXT, "key": TEXTS, "fixed": _WORDS, "units": _WORDS,
                    "words": {"type": "object", "additionalProperties": _WORDS}, "owner": _OWNER, "map": MAYBE_TEXT,
                }
            ),
            "undone": {
                "anyOf": [
                    obj({"trashed": WHOLE, "restored": WHOLE, "left": {"type": "array", "items": WHOLE}}),
                    {"type": "null"},
                ],
            },
        }
    ),
    "ImportPreview": obj(
        {
            "rows": {
                "type": "array",
                "items": obj(
                    {
                        "line": WHOLE, "becomes": {"enum": ["created", "updated"]}, "values": {"type": "object"},
                        "written": {"type": "object", "additionalProperties": MAYBE_TEXT}, "grade": MAYBE_TEXT,
                        "owner": MAYBE_PERSON, "pool": MAYBE_TEXT,
                    }
                ),
            },
            "words": {
                "type": "array",
                "items": obj(
                    {
                        "column": TEXT, "field": TEXT, "word": TEXT, "lines": WHOLE,
                        "known": {"enum": ["unknown", "guessed", "said"]}, "means": MAYBE_TEXT,
                    }
                ),
            },
        }
    ),
    "ImportLine": obj(
        {
            "line": WHOLE, "state": {"enum": [*STATES, None]},
            "record": {"anyOf": [obj({"id": WHOLE, "number": TEXT}), {"type": "null"}]},
            "errors": {"type": "array", "items": _SAID}, "warnings": {"type": "array", "items": _SAID},
        }
    ),
}  # fmt: skip


def import_calls(catalog: Catalog, actor: Actor, form: FormDefinition) -> Iterator[Call]:
    """For who may import there."""
    one, whole = "/{run}", schema("ImportInFull")

    def call(method: str, below: str, verb: str, answer: Any = whole, **more: Any) -> Call:
        name = verb if verb == "imports" else f"import_{verb}"
        words = say(f"api.doc.call.{name}", actor.language, form=form.label)
        return Call(
            method, f"/api/v1/records/{form.id}/imports{below}", f"{form.id}.{name}", words, form.id, answer, **more
        )

    yield call("get", "", "imports", many("imports", "Import"))
    yield _sending(call("post", "", "send", body={"type": "string", "format": "binary"}), catalog, actor, form)
    yield call("get", one, "read")
    yield call("delete", one, "drop", obj({"id": WHOLE}))
    yield call("post", f"{one}/mapping", "mapping", body=IMPORT_MAPPING.schema)
    yield call("post", f"{one}/words", "words", body=IMPORT_WORDS.schema)
    yield call("get", f"{one}/preview", "preview", schema("ImportPreview"), may_conflict=True)
    listed = many("lines", "ImportLine", next={"type": ["integer", "null"]})
    yield call("get", f"{one}/lines", "lines", listed, parameters=_line_arguments(actor.language))
    asked = list_arguments(actor.language)
    yield call("get", f"{one}/records", "records", schema(f"{form.id}.list"), parameters=asked)
    yield call("get", f"{one}/report.csv", "report", TEXT, answer_media=CSV)
    yield call("post", f"{one}/start", "start", status=202)
    yield call("post", f"{one}/going-on", "going_on", status=202)
    yield call("post", f"{one}/undoing", "undoing")


def _sending(call: Call, catalog: Catalog, actor: Actor, form: FormDefinition) -> Call:
    maps = [map.id for map in catalog.all("import_map") if map.form == form.id]
    name = {**query("name", TEXT, say("api.doc.name", actor.language)), "required": True}
    read_by = query("map", {"enum": maps} if maps else TEXT, say("api.doc.map", actor.language))
    return replace(call, parameters=(name, read_by), status=201, media=BYTES)


def _line_arguments(language: str) -> tuple[dict[str, Any], ...]:
    return (
        query("state", {"enum": list(STATES)}, say("api.doc.lines_state", language)),
        query("after", {**WHOLE, "minimum": 1}),
        query("limit", {**WHOLE, "minimum": 1, "maximum": 1000, "default": 100}),
    )
