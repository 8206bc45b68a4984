"""Which input a setting gets, by its schema and by what stands there; `text_only` is what no input holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from definitions import DURATION_SCHEMA, LABEL_SCHEMA

WORDS, DURATION, RULE, CODE, SELECT, CHECK, NUMBER, AMOUNT = (
    "words", "duration", "rule", "code", "select", "check", "number", "amount",
)  # fmt: skip
PARTY, PLACE, TICKS, LINES, TEXTS, ROWS, GROUP, TEXT, ONE_OF = (
    "party", "place", "ticks", "lines", "texts", "rows", "group", "text", "one_of",
)  # fmt: skip
TEXT_ONLY = "text_only"
CONDITIONS = frozenset({"when", "leave_when"})
FORMULAS = frozenset({"match", "combine"})
BEYOND = frozenset({"approve", "opens", "set"})  # what has a shape of its own, and no input yet
LONG = frozenset({"script", "note", "about", "how"})

Schema = Mapping[str, Any]


def shape_of(name: str, schema: Schema, value: Any, chosen: bool) -> str:
    """The shape of an input; `chosen` where the values of the setting are names that are known."""
    if name in BEYOND or _is_odd(schema, value):
        return TEXT_ONLY
    if is_words(schema):
        return WORDS
    if schema.get("x-problem") == DURATION_SCHEMA["x-problem"]:
        return DURATION
    if name in CONDITIONS and schema.get("type") == "string":
        return RULE
    if name in FORMULAS:
        return CODE
    if "anyOf" in schema:
        return _either(schema["anyOf"], value, chosen)
    if "enum" in schema or (chosen and schema.get("type") == "string"):
        return SELECT
    if "const" in schema:
        return CHECK
    return _by_type(schema, value, chosen)


def _is_odd(schema: Schema, value: Any) -> bool:
    """Whether something else stands there than the schema has; its problem says so."""
    kinds: dict[str, type] = {"array": list, "object": dict}
    wanted = kinds.get(str(schema.get("type")))
    if is_words(schema):
        return not isinstance(value, (str, dict, type(None)))
    plain = value is not None and wanted is not None
    return (plain and not isinstance(value, wanted)) or (
        wanted is None and isinstance(value, dict) and "anyOf" not in schema
    )


def is_words(schema: Schema) -> bool:
    """Whether it is a text in languages."""
    return "$ref" in schema or schema.get("anyOf") == LABEL_SCHEMA["anyOf"]


def _either(branches: list[Schema], value: Any, chosen: bool) -> str:
    """One of several ways to write it: the one that is written, or the simplest."""
    kinds = [branch.get("type") for branch in branches]
    if any("owner" in branch.get("enum", ()) for branch in branches):
        return PARTY
    if any("pool" in branch.get("properties", {}) for branch in branches):
        return TEXT_ONLY if isinstance(value, dict) and "wait" in value else PLACE
    if any(is_words(branch) for branch in branches):
        is_text = value is None or isinstance(value, str) or (isinstance(value, dict) and "use" not in value)
        return WORDS if is_text else TEXT_ONLY
    if "number" in kinds and "string" in kinds:
        return AMOUNT
    if "array" in kinds and chosen:
        return TICKS
    if "string" in kinds and (value is None or isinstance(value, str)):
        return SELECT if chosen else TEXT
    return TEXT_ONLY


def _by_type(schema: Schema, value: Any, chosen: bool) -> str:
    of = schema.get("type")
    if of == "array":
        return _by_items(schema["items"], value, chosen)
    if of == "object":
        return _by_properties(schema, value)
    if isinstance(of, list):
        return AMOUNT
    return {"boolean": CHECK, "integer": NUMBER, "number": NUMBER, "string": TEXT}.get(str(of), TEXT_ONLY)


def _by_items(items: Schema, value: Any, chosen: bool) -> str:
    if is_words(items):
        return TEXTS
    if items.get("type") == "object":
        return ROWS if value is None or all(isinstance(each, dict) for each in value) else TEXT_ONLY
    if chosen or "enum" in items:
        return TICKS
    return LINES if items.get("type") == "string" or "anyOf" in items else TEXT_ONLY


def _by_properties(schema: Schema, value: Any) -> str:
    if not schema.get("properties"):
        return TEXT_ONLY
    if schema.get("maxProperties") == 1:
        return ONE_OF
    return GROUP if value is None or isinstance(value, dict) else TEXT_ONLY
