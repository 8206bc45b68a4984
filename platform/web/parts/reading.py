"""What the inputs of a part sent, as changes of it; what an input does not know is not touched."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from definitions import Duration

from ..conditions import BadCondition, with_changes
from ..designer.controls import Mistyped, words_typed
from ..languages import t
from . import shapes
from .drawing import settings, without_words
from .outline import Part
from .sending_back import is_as_drawn
from .sources import Around
from .terms import terms_in

SEPARATORS = re.compile(r"[\n\r]+")
Path = tuple[Any, ...]


@dataclass
class Sent:
    """Changes by the path of what they are in, and what could not be read, by the input."""

    changes: list[tuple[Path, dict[str, Any], list[str]]] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)


def sent(part: Part, around: Around, posted: Any) -> Sent:
    """What was changed in a part."""
    found = Sent()
    _read(_Place(part.schema, part.value, part.lists, part.path, ""), around, posted, found)
    return found


@dataclass(frozen=True)
class _Place:
    """A stretch of a part that is read: its schema, what stands there, and where."""

    schema: Any
    value: Any
    lists: str
    path: Path
    prefix: str


def _read(place: _Place, around: Around, posted: Any, found: Sent) -> None:
    changes: dict[str, Any] = {}
    for name, schema, old, shape in settings(place.schema, place.value, place.lists, around):
        full = f"{place.prefix}{name}"
        if f"has.{full}" not in posted:
            continue
        below = f"{place.lists}.{name}" if place.lists else name
        inner = _Place(schema, old, below, (*place.path, name), f"{full}.")
        if shape == shapes.GROUP and isinstance(old, dict):
            _read_group(inner, around, posted, found, changes)
        elif shape == shapes.ROWS:
            _read_rows(inner, around, posted, found)
        else:
            try:
                value = _new_value(shape, inner, full, posted, around)
            except (Mistyped, BadCondition) as wrong:
                found.errors[full] = str(wrong)
                continue
            if value is not old and (value != old or type(value) is not type(old)):
                changes[name] = value
    if changes:
        order = ["kind", "id", "use", *place.schema.get("properties", {})]
        found.changes.append((place.path, changes, order))


def _read_group(inner: _Place, around: Around, posted: Any, found: Sent, changes: dict[str, Any]) -> None:
    """A group that is there; one whose inputs are all emptied goes."""
    within = Sent()
    _read(inner, around, posted, within)
    own = [change for path, change, _ in within.changes if path == inner.path]
    left = {**inner.value, **(own[0] if own else {})}
    found.errors.update(within.errors)
    if own and all(value is None for value in left.values()):
        changes[inner.path[-1]] = None
    else:
        found.changes += within.changes


def _read_rows(inner: _Place, around: Around, posted: Any, found: Sent) -> None:
    for at, each in enumerate(inner.value or ()):
        row = _Place(inner.schema["items"], each, inner.lists, (*inner.path, at), f"{inner.prefix}{at}.")
        _read(row, around, posted, found)


def _new_value(shape: str, inner: _Place, full: str, posted: Any, around: Around) -> Any:
    """What was sent; what stands there where nobody touched it, with what was changed in the rows of a condition."""
    drawn = without_words(full, shape, inner.schema, inner.value, inner.lists, around)
    if not is_as_drawn(drawn, posted):
        return _value(shape, inner, full, posted, around)
    return _rule(inner.value, full, posted, around) if shape == shapes.RULE else inner.value


def _value(shape: str, inner: _Place, full: str, posted: Any, around: Around) -> Any:
    if shape == shapes.GROUP:
        return _new_group(inner, around, posted)
    if shape == shapes.RULE:
        return _rule(_in_one_line(posted.get(f"v.{full}", "")), full, posted, around)
    return _VALUES.get(shape, _text)(inner, full, posted)


def _new_group(inner: _Place, around: Around, posted: Any) -> Any:
    made = {}
    for name, schema, _, shape in settings(inner.schema, {}, inner.lists, around):
        full = f"{inner.prefix}{name}"
        if f"has.{full}" in posted and shape not in (shapes.ROWS, shapes.TEXTS):
            there = _Place(schema, None, f"{inner.lists}.{name}", (), f"{full}.")
            value = _value(shape, there, full, posted, around)
            if value is not None:
                made[name] = value
    return made or None


def _rule(rule: Any, full: str, posted: Any, around: Around) -> Any:
    """The rule with what was changed in its rows."""
    terms = terms_in(around)
    changed = with_changes(str(rule or ""), posted, full, terms) if terms else None
    return rule if changed is None else changed or None


def _in_one_line(text: str) -> str | None:
    """What was typed in lines; blanks within a line may stand in a word that is compared."""
    return " ".join(line.strip() for line in text.splitlines() if line.strip()) or None


def _text(inner: _Place, full: str, posted: Any) -> Any:
    text = posted.get(f"v.{full}", "").strip()
    pattern = inner.schema.get("pattern")
    if text and pattern and not re.search(pattern, text):
        raise Mistyped(t("designer.bad_text", text=text[:40]))
    return text or None


def _duration(inner: _Place, full: str, posted: Any) -> Any:
    text = posted.get(f"v.{full}", "").strip()
    if not text:
        return None
    try:
        Duration.parse(text)
    except ValueError:
        raise Mistyped(t("parts.not_a_duration", text=text[:40])) from None
    return text


def _number(inner: _Place, full: str, posted: Any) -> Any:
    text = posted.get(f"v.{full}", "").strip().replace(",", "")
    if not text:
        return None
    number = _as_number(text)
    if number is None:
        raise Mistyped(t("designer.not_a_number", text=text[:40]))
    if inner.schema.get("type") == "integer" and not isinstance(number, int):
        raise Mistyped(t("designer.not_whole", text=text[:40]))
    return number


def _amount(inner: _Place, full: str, posted: Any) -> Any:
    """A number where it is one, else the text: a formula, a share, a length of time."""
    text = posted.get(f"v.{full}", "").strip()
    number = _as_number(text)
    return number if number is not None else text or None


def _as_number(text: str) -> int | float | None:
    if not re.fullmatch(r"[-+]?[0-9]{1,15}(\.[0-9]{1,20})?", text):
        return None
    number = float(text)
    return int(number) if number.is_integer() else number


def _words(inner: _Place, full: str, posted: Any) -> Any:
    return words_typed(posted.get(f"v.{full}.zh", ""), posted.get(f"v.{full}.en", ""), inner.value)


def _check(inner: _Place, full: str, posted: Any) -> Any:
    if f"v.{full}" in posted:
        return inner.schema.get("const", True)
    return False if inner.value is False else None


def _ticks(inner: _Place, full: str, posted: Any) -> Any:
    """In the order in which they stood, new ones behind; one name alone stays as it was written."""
    chosen = [int(each) if re.fullmatch(r"-?\d{1,2}", each) else each for each in posted.getlist(f"v.{full}")]
    old = inner.value if isinstance(inner.value, list) else [inner.value]
    ordered = [each for each in old if each in chosen] + [each for each in chosen if each not in old]
    if isinstance(inner.value, str) and len(ordered) == 1:
        return ordered[0]
    return ordered or None


def _lines(inner: _Place, full: str, posted: Any) -> Any:
    return [line.strip() for line in SEPARATORS.split(posted.get(f"v.{full}", "")) if line.strip()] or None


def _texts(inner: _Place, full: str, posted: Any) -> Any:
    old = inner.value or []
    found = [
        words_typed(posted.get(f"v.{full}.{at}.zh", ""), posted.get(f"v.{full}.{at}.en", ""), each)
        for at, each in enumerate(old)
    ]
    return [each for each in found if each is not None] or None


def _party(inner: _Place, full: str, posted: Any) -> Any:
    kind, _, name = posted.get(f"v.{full}", "").partition(":")
    if not kind:
        return None
    if not name:
        return kind
    give = posted.get(f"v.{full}.give") or (inner.value.get("give") if isinstance(inner.value, dict) else None)
    keeps = kind in ("role", "team") and give and (give != "fair" or "give" in _mapping(inner.value))
    return {kind: name, **({"give": give} if keeps else {})}


def _one_of(inner: _Place, full: str, posted: Any) -> Any:
    way = posted.get(f"v.{full}.way", "")
    if way not in inner.schema["properties"]:
        return inner.value
    if "const" in inner.schema["properties"][way]:
        return {way: True}
    number = _amount(inner, full, posted)
    return {way: number if number is not None else 0}


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


_VALUES = {
    shapes.DURATION: _duration, shapes.NUMBER: _number, shapes.AMOUNT: _amount, shapes.WORDS: _words,
    shapes.CHECK: _check, shapes.TICKS: _ticks, shapes.LINES: _lines, shapes.TEXTS: _texts, shapes.PARTY: _party,
    shapes.PLACE: _party, shapes.ONE_OF: _one_of,
}  # fmt: skip
