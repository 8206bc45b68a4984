"""Which settings a field has, from what every field has and what its type adds; and what of them was typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from forms import CAN_BE_SENSITIVE, COMMON_SETTINGS, FieldType, field_types

from ..conditions import Option
from ..languages import t
from ..untouched import is_untouched
from .controls import Around, Mistyped, control, setting_label, typed
from .view_model import Control

CONDITIONS = ("required_when", "visible_when", "read_only_when")
RULES = (*CONDITIONS, "formula")
BESIDE = ("fields", "rights", "messages")  # what has an editor of its own
AS_TEXT = ("reveals", "words")
NAMES = ("label", "help", "placeholder")
# Whatever else every field can be ticked for, in the order of the schema.
FLAGS = tuple(
    name for name, schema in COMMON_SETTINGS.items() if schema.get("type") == "boolean" and name != "required"
)
NUMBERS = ("number",)


def settings_of(type: str) -> dict[str, Mapping[str, Any]]:
    """The schema of each setting that has an input, those of every field first."""
    kind = field_types.find(type)
    own = kind.options if kind else {}
    filled = () if kind is None or kind.computed else ("required", "when_hidden")
    flags = () if kind is None or kind.virtual else FLAGS
    shared: dict[str, Mapping[str, Any]] = {name: COMMON_SETTINGS[name] for name in (*NAMES, *filled, *flags)}
    if type in CAN_BE_SENSITIVE:
        shared["sensitive"] = {"type": "boolean"}  # that a reason is asked for is written in the text
    return {**shared, **{name: schema for name, schema in own.items() if name not in ("choices", *BESIDE, *AS_TEXT)}}


def is_as_text(name: str, field: Mapping[str, Any]) -> bool:
    """Whether what the field says here is more than an input holds."""
    return name in field and (name in AS_TEXT or (name == "sensitive" and isinstance(field[name], dict)))


def rules_of(type: str) -> tuple[str, ...]:
    """The rules that a field of a type may have."""
    kind = field_types.find(type)
    if kind is None or kind.computed:
        return ("visible_when",)
    return RULES if kind.rule_type not in ("composed value", "list of links") else CONDITIONS


def takes_default(kind: type[FieldType] | None) -> bool:
    """Whether a field of the type can begin with a value."""
    return kind is not None and not (kind.computed or kind.refers or kind.side or kind.rule_type == "composed value")


def default_control(field: Mapping[str, Any], around: Around) -> Control | None:
    """The value a new record begins with: one of the choices, a value as typed, or `= formula`."""
    type = str(field.get("type"))
    kind = field_types.find(type)
    if not takes_default(kind):
        return None
    value, label, error = field.get("default"), setting_label("default"), around.errors.get("default", "")
    if error:
        return Control("default", "text", label, around.typed.get("default", ""), t("designer.hint.default"), error)
    drawn = _drawn_default(field)
    if not isinstance(value, dict) and (options := tuple(_default_options(type, field, value))):
        return Control("default", "select", label, drawn, "", error, options)
    return Control("default", "text", label, drawn, t("designer.hint.default"), error)


def typed_default(field: Mapping[str, Any], posted: Any) -> Any:
    """The default that was typed."""
    text = posted.get("default", "").strip()
    if not text:
        return None
    if text.startswith("="):
        return {"formula": text[1:].strip()} if text[1:].strip() else None
    kind = field_types.get(str(field["type"]))
    if kind.rule_type == "yes/no":
        return text == "yes"
    if kind.many:
        return [part.strip() for part in text.split(",") if part.strip()]
    if kind.rule_type in NUMBERS:
        return typed("default", {"type": "number"}, posted, None)
    return text


def typed_settings(field: Mapping[str, Any], posted: Any) -> tuple[dict[str, Any], dict[str, str]]:
    """What was typed for a field's settings, and what is wrong with some of them."""
    changes: dict[str, Any] = {}
    errors: dict[str, str] = {}
    type = str(field.get("type"))
    for name, value in _typed(field, type, posted):
        if isinstance(value, Mistyped):
            errors[name] = str(value)
        elif value is True and isinstance(field.get(name), dict):
            continue  # more is said of it than a tick can say
        elif value != field.get(name):
            changes[name] = value
    return changes, errors


def controls(names: tuple[str, ...], field: Mapping[str, Any], around: Around) -> Iterator[Control]:
    """The inputs of some settings."""
    schemas = settings_of(str(field.get("type")))
    return (control(name, schemas[name], field.get(name), around) for name in names if name in schemas)


def _typed(field: Mapping[str, Any], type: str, posted: Any) -> Iterator[tuple[str, Any]]:
    for name, schema in settings_of(type).items():
        if f"has.{name}" in posted and not is_as_text(name, field):
            yield name, _or_wrong(lambda n=name, s=schema: typed(n, s, posted, field.get(n)))
    for name in rules_of(type):
        if f"has.{name}" in posted:
            yield name, _typed_rule(field.get(name), posted.get(name, ""))
    if "has.default" in posted and takes_default(field_types.find(type)):
        is_same = is_untouched(_drawn_default(field), posted.get("default", ""))
        yield "default", field.get("default") if is_same else _or_wrong(lambda: typed_default(field, posted))


def _typed_rule(old: Any, text: str) -> Any:
    """On one line, where somebody touched it; blanks within a line may stand in a word that is compared."""
    if is_untouched(str(old or ""), text, lines=True):
        return old
    return " ".join(filter(None, map(str.strip, text.splitlines()))) or None


def _drawn_default(field: Mapping[str, Any]) -> str:
    """What the box of the default shows."""
    value = field.get("default")
    if isinstance(value, dict):
        return f"= {value.get('formula', '')}"
    if isinstance(value, bool) and field.get("type") == "yes_no":
        return "yes" if value else "no"
    return _as_text(value)


def _or_wrong(read: Any) -> Any:
    try:
        return read()
    except Mistyped as wrong:
        return wrong


def _default_options(type: str, field: Mapping[str, Any], value: Any) -> Iterator[Option]:
    if type == "yes_no":
        for word, said in (("yes", True), ("no", False)):
            yield Option(word, t(f"fields.{word}"), value is said)
    if type == "choice":
        for choice in field.get("choices") or ():
            id = choice if isinstance(choice, str) else str(choice.get("id"))
            label = choice.get("label", id) if isinstance(choice, dict) else id
            yield Option(id, t("designer.plain", text=label), value == id)


def _as_text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
