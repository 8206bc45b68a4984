"""Settings as inputs, made from the JSON Schema that checks them; and what was typed, as values of that schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts import Work
from definitions import Catalog, as_kept

from ..conditions import Option
from ..languages import language, t
from ..untouched import is_untouched
from .view_model import Control

# Settings whose values are names of other definitions.
NAMES_OF = {"form": "form", "of": "form", "list": "list", "role": "role"}
LANGUAGES = ("zh", "en")
# Which settings are boxes, and whether these hold lines.
BOXES = {"text": False, "select": False, "number": False, "code": True, "lines": True}


class Mistyped(Exception):
    """What was typed is no value of the setting; carries the sentence."""


@dataclass(frozen=True)
class Around:
    """What selects choose from."""

    work: Work
    catalog: Catalog
    errors: Mapping[str, str]
    typed: Mapping[str, str] = field(default_factory=dict)  # what was sent, where it was no value


def setting_label(name: str) -> str:
    """What a setting is called; one that nobody has named yet by its word in the file."""
    return as_kept(f"designer.setting.{name}", language()) or name


def control(name: str, schema: Mapping[str, Any], value: Any, around: Around) -> Control:
    """The input for a setting."""
    kind = kind_of(name, schema)
    label, error = setting_label(name), around.errors.get(name, "")
    hint = as_kept(f"designer.hint.{name}", language()) or ""
    if kind == "words":
        zh, en = words_in(value)
        return Control(name, kind, label, zh, hint, error, other=en)
    if kind == "check":
        return Control(
            name, kind, label, "1" if value is True or (isinstance(value, dict) and value) else "", hint, error
        )
    if kind in ("select", "ticks"):
        options = _options(name, schema, value, around)
        return Control(name, kind, label, "" if value is None else str(value), hint, error, options)
    if error:
        return Control(name, kind, label, around.typed.get(name, ""), hint, error, extra=_bounds(schema))
    return Control(name, kind, label, as_text(value), hint, error, extra=_bounds(schema))


def kind_of(name: str, schema: Mapping[str, Any]) -> str:
    """Which input a setting gets."""
    if name in NAMES_OF or "enum" in schema:
        return "select"
    if "$ref" in schema:
        return "words"
    if name == "where":
        return "code"
    of = schema.get("type")
    if of == "array":
        return "ticks" if "enum" in schema.get("items", {}) else "lines"
    return {"boolean": "check", "integer": "number", "number": "number"}.get(str(of), "text")


def typed(name: str, schema: Mapping[str, Any], posted: Any, old: Any) -> Any:
    """The value that was typed; None where nothing is said; Mistyped where it is no value.

    What came back as it was drawn is the value that stands there, however its file writes it.
    """
    kind = kind_of(name, schema)
    if kind in BOXES and is_untouched(as_text(old), posted.get(name, ""), lines=BOXES[kind]):
        return old
    return _TYPED[kind](name, schema, posted, old)


def as_text(value: Any) -> str:
    """A value as its box shows it, a list with a line for each."""
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return "" if value is None else str(value)


def words_in(value: Any) -> tuple[str, str]:
    """A label's texts for the two inputs; a plain text stands in the first."""
    if isinstance(value, dict):
        return str(value.get("zh", "")), str(value.get("en", ""))
    return ("" if value is None else str(value)), ""


def words_typed(zh: str, en: str, old: Any) -> Any:
    """A label from the two inputs; other languages stay, and one text alone stays plain where it was."""
    pairs = list(zip(LANGUAGES, words_in(old), (zh, en), strict=True))
    if all(is_untouched(drawn, sent) for _, drawn, sent in pairs):
        return old
    others = {name: text for name, text in old.items() if name not in LANGUAGES} if isinstance(old, dict) else {}
    kept = {name: drawn if is_untouched(drawn, sent) else sent.strip() for name, drawn, sent in pairs}
    said = {name: text for name, text in kept.items() if text}
    if not said and not others:
        return None
    if len(said) == 1 and not others and not isinstance(old, dict):
        return next(iter(said.values()))
    return {**said, **others}


def _options(name: str, schema: Mapping[str, Any], value: Any, around: Around) -> tuple[Option, ...]:
    if name in NAMES_OF:
        known = [(each.id, each.label.text(language())) for each in around.catalog.all(NAMES_OF[name])]
        return tuple(_listed(known, value))
    values = schema.get("enum") or schema["items"]["enum"]
    return tuple(_listed([(str(each), _word(name, str(each))) for each in values], value))


def _listed(known: Iterable[tuple[str, str]], value: Any) -> Iterable[Option]:
    chosen = {str(each) for each in (value if isinstance(value, list) else [value]) if each is not None}
    there = list(known)
    for each in chosen - {id for id, _ in there}:
        there.append((each, each))
    return (Option(id, label, id in chosen) for id, label in there)


def _word(name: str, value: str) -> str:
    return as_kept(f"designer.value.{name}.{value}", language()) or value


def _bounds(schema: Mapping[str, Any]) -> dict[str, Any]:
    step = "1" if schema.get("type") == "integer" else "any"
    return {"min": schema.get("minimum"), "max": schema.get("maximum"), "step": step, "pattern": schema.get("pattern")}


def _typed_text(name: str, schema: Mapping[str, Any], posted: Any, old: Any) -> Any:
    text = posted.get(name, "").strip()
    if not text:
        return None
    if "pattern" in schema and not re.search(schema["pattern"], text):
        raise Mistyped(t("designer.bad_text", text=text[:40]))
    return text


def _typed_number(name: str, schema: Mapping[str, Any], posted: Any, old: Any) -> Any:
    text = posted.get(name, "").strip()
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        raise Mistyped(t("designer.not_a_number", text=text[:40])) from None
    if schema.get("type") == "integer" and not number.is_integer():
        raise Mistyped(t("designer.not_whole", text=text[:40]))
    least, most = schema.get("minimum"), schema.get("maximum")
    if (least is not None and number < least) or (most is not None and number > most) or abs(number) > 1e15:
        raise Mistyped(t("designer.out_of_bounds", least=least if least is not None else "−", most=most or "∞"))
    return int(number) if number.is_integer() else number


def _typed_check(name: str, schema: Mapping[str, Any], posted: Any, old: Any) -> Any:
    return True if posted.get(name) else False if old is False else None


def _typed_words(name: str, schema: Mapping[str, Any], posted: Any, old: Any) -> Any:
    return words_typed(posted.get(f"{name}.zh", ""), posted.get(f"{name}.en", ""), old)


def _typed_ticks(name: str, schema: Mapping[str, Any], posted: Any, old: Any) -> Any:
    """In the order that stood there; what is new comes last."""
    chosen = posted.getlist(name)
    kept = [each for each in old if each in chosen] if isinstance(old, list) else []
    return [*kept, *(each for each in chosen if each not in kept)] or None


def _typed_lines(name: str, schema: Mapping[str, Any], posted: Any, old: Any) -> Any:
    """One a line, in whatever marks; those that stood there stay what they were."""
    known = {str(each): each for each in old} if isinstance(old, list) else {}
    lines = dict.fromkeys(filter(None, map(str.strip, posted.get(name, "").splitlines())))
    return [known.get(line, line) for line in lines] or None


_TYPED: Mapping[str, Callable[..., Any]] = {
    "text": _typed_text,
    "code": _typed_text,
    "select": _typed_text,
    "number": _typed_number,
    "check": _typed_check,
    "words": _typed_words,
    "ticks": _typed_ticks,
    "lines": _typed_lines,
}
