"""The settings of a part as inputs, made from the schema that checks them and from what stands in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from math import isfinite
from typing import Any

from definitions import Duration, as_kept
from publishing import key_word

from ..conditions import Option
from ..designer.controls import words_in
from ..languages import language, t
from . import shapes
from .outline import PARTS, Part, called
from .sources import Around, names_for, parties, places
from .terms import said
from .view_model import Input, InputRow

ELSEWHERE = {("role", "forms")}  # what is changed on other pages, and is not left to the text


def inputs_of(part: Part, around: Around) -> tuple[Input, ...]:
    """Every setting of the part that has an input; lists of parts are selected one by one and have none."""
    return tuple(_inputs(part.schema, part.value, part.lists, "", around))


def left_as_text(part: Part, around: Around) -> tuple[str, ...]:
    """What stands in the part and is more than an input holds."""
    return tuple(dict.fromkeys(_left(part.schema, part.value, part.lists, around)))


def _left(schema: Any, value: Any, lists: str, around: Around) -> Iterator[str]:
    for name, inner, now, shape in _settings(schema, value, lists, around):
        if shape == shapes.TEXT_ONLY and now is not None and (around.kind, name) not in ELSEWHERE:
            yield word(name, around.kind)
        elif shape == shapes.GROUP and now:
            yield from _left(inner, now, f"{lists}.{name}", around)


def word(name: str, kind: str = "") -> str:
    """What a setting is called, in definitions of this kind if it differs there."""
    found = as_kept(f"parts.word.{kind}.{name}", language()) or key_word(name, language()) or name
    return found[:1].upper() + found[1:]


def settings(schema: Mapping[str, Any], value: Any, lists: str, around: Around) -> Iterator[tuple[str, Any, Any, str]]:
    """Name, schema, value and shape of each setting that has an input."""
    for name, inner, now, shape in _settings(schema, value, lists, around):
        if shape != shapes.TEXT_ONLY:
            yield name, inner, now, shape


def _settings(schema: Any, value: Any, lists: str, around: Around) -> Iterator[tuple[str, Any, Any, str]]:
    for name, inner in schema.get("properties", {}).items():
        place = f"{lists}.{name}" if lists else name
        is_parts = any(each == place or each.startswith(f"{place}.") for each in PARTS[around.kind])
        if is_parts or name in ("id", "kind", "use") or (not lists and name == "form"):
            continue
        now = value.get(name) if isinstance(value, dict) else None
        yield name, inner, now, shapes.shape_of(name, inner, now, names_for(around, place) is not None)


def _inputs(schema: Any, value: Any, lists: str, prefix: str, around: Around) -> Iterator[Input]:
    for name, inner, now, shape in settings(schema, value, lists, around):
        full, place = f"{prefix}{name}", f"{lists}.{name}" if lists else name
        plain = Input(full, shape, word(name, around.kind), error=around.errors.get(full, ""))
        yield _DRAWN[shape](plain, inner, now, place, around)


def without_words(full: str, shape: str, schema: Any, value: Any, place: str, around: Around) -> Input:
    """One input with what it holds, without what is said about it."""
    draw = _text if shape in (shapes.RULE, shapes.DURATION) else _DRAWN[shape]
    return draw(Input(full, shape, ""), schema, value, place, around)


def _words(plain: Input, schema: Any, value: Any, place: str, around: Around) -> Input:
    zh, en = words_in(value)
    return replace(plain, value=zh, other=en, hint="long" if place.rpartition(".")[2] in shapes.LONG else "")


def _text(plain: Input, schema: Any, value: Any, place: str, around: Around) -> Input:
    typed = around.typed.get(f"v.{plain.name}") if plain.error else None
    return replace(plain, value=typed if typed is not None else _written(value))


def _duration(plain: Input, schema: Any, value: Any, place: str, around: Around) -> Input:
    drawn = _text(plain, schema, value, place, around)
    try:
        said_so = Duration.parse(drawn.value).words(language())
    except ValueError:
        said_so = t("parts.duration")
    return replace(drawn, hint="" if said_so == drawn.value else said_so)


def _rule(plain: Input, schema: Any, value: Any, place: str, around: Around) -> Input:
    drawn = _text(plain, schema, value, place, around)
    return replace(drawn, said=said(around, plain.name, drawn.value))


def _select(plain: Input, schema: Any, value: Any, place: str, around: Around) -> Input:
    named = names_for(around, place)
    known = list(named) if named is not None else _worded(schema["enum"], plain.name)
    return replace(plain, value=_written(value), options=_options(known, () if value is None else (str(value),)))


def _party(plain: Input, schema: Any, value: Any, place: str, around: Around) -> Input:
    give = value.get("give", "fair") if isinstance(value, dict) else ""
    gives = any("give" in branch.get("properties", {}) for branch in schema["anyOf"])
    options = _options(parties(around), (party_word(value),) if value else ())
    inner = (
        Input(f"{plain.name}.give", shapes.SELECT, t("parts.give"), options=_given(give)) if gives and give else None
    )
    return replace(plain, shape=shapes.SELECT, options=options, inputs=(inner,) if inner else ())


def _place(plain: Input, schema: Any, value: Any, place: str, around: Around) -> Input:
    words = [each for branch in schema.get("anyOf", ()) for each in branch.get("enum", ())]
    known = (*_worded(words, plain.name), *places(around))
    return replace(plain, shape=shapes.SELECT, options=_options(known, (party_word(value),) if value else ()))


def _ticks(plain: Input, schema: Any, value: Any, place: str, around: Around) -> Input:
    named = names_for(around, place)
    known = list(named) if named is not None else _worded(schema["items"]["enum"], plain.name)
    chosen = [str(each) for each in (value if isinstance(value, list) else [value] if value else [])]
    return replace(plain, options=_options(known, chosen))


def _lines(plain: Input, schema: Any, value: Any, place: str, around: Around) -> Input:
    return replace(plain, value="\n".join(map(str, value or ())))


def _check(plain: Input, schema: Any, value: Any, place: str, around: Around) -> Input:
    return replace(plain, value="1" if value else "")


def _group(plain: Input, schema: Any, value: Any, place: str, around: Around) -> Input:
    return replace(plain, inputs=tuple(_inputs(schema, value or {}, place, f"{plain.name}.", around)))


def _one_of(plain: Input, schema: Any, value: Any, place: str, around: Around) -> Input:
    way, amount = next(iter(value.items())) if isinstance(value, dict) and value else ("", "")
    options = _options(((name, word(name, around.kind)) for name in schema["properties"]), (way,) if way else ())
    alone = frozenset(name for name, one in schema["properties"].items() if "const" in one)
    return replace(plain, value="" if amount is True else _written(amount), options=options, alone=alone)


def _texts(plain: Input, schema: Any, value: Any, place: str, around: Around) -> Input:
    """Texts in languages, one a row."""
    inputs = (
        Input(f"{plain.name}.{n}", shapes.WORDS, word("label"), *words_in(each)) for n, each in enumerate(value or ())
    )
    return replace(plain, rows=tuple(_in_rows((str(n + 1), (each,)) for n, each in enumerate(inputs))))


def _rows(plain: Input, schema: Any, value: Any, place: str, around: Around) -> Input:
    items = schema["items"]
    drawn = [
        (called(each, str(n + 1)), tuple(_inputs(items, each, place, f"{plain.name}.{n}.", around)))
        for n, each in enumerate(value or ())
    ]
    return replace(plain, rows=tuple(_in_rows(drawn)))


def _in_rows(drawn: Iterable[tuple[str, tuple[Input, ...]]]) -> Iterator[InputRow]:
    listed = list(drawn)
    for at, (title, inputs) in enumerate(listed):
        yield InputRow(at, title, inputs, at == 0, at == len(listed) - 1)


def party_word(value: Any) -> str:
    """`role:manager` for what is written as a mapping."""
    if isinstance(value, dict):
        name = next((each for each in value if each != "give"), "")
        return f"{name}:{value.get(name)}"
    return str(value)


def _given(give: str) -> tuple[Option, ...]:
    return tuple(Option(way, t(f"parts.give_{way}"), way == give) for way in ("fair", "queue"))


def _worded(values: Iterable[Any], name: str) -> list[tuple[str, str]]:
    return [(str(each), _value_word(each, name.rpartition(".")[2])) for each in values]


def _value_word(value: Any, name: str) -> str:
    """What a value means, in this setting if it differs there."""
    words = (f"parts.value.{name}.{value}", f"parts.value.{value}")
    return next(filter(None, (as_kept(word, language()) for word in words)), str(value))


def _options(known: Iterable[tuple[str, str]], chosen: Iterable[str]) -> tuple[Option, ...]:
    there, chosen = dict(known), tuple(chosen)
    there |= {value: value for value in chosen if value not in there}
    return tuple(Option(value, label, value in chosen) for value, label in there.items())


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and isfinite(value):
        number = f"{Decimal(repr(value)):f}"
        return number.rstrip("0").rstrip(".") if "." in number else number
    return "" if value is None else str(value)


_DRAWN = {
    shapes.WORDS: _words, shapes.DURATION: _duration, shapes.RULE: _rule, shapes.CODE: _text, shapes.SELECT: _select,
    shapes.CHECK: _check, shapes.NUMBER: _text, shapes.AMOUNT: _text, shapes.PARTY: _party, shapes.PLACE: _place,
    shapes.TICKS: _ticks, shapes.LINES: _lines, shapes.TEXTS: _texts, shapes.ROWS: _rows, shapes.GROUP: _group,
    shapes.TEXT: _text, shapes.ONE_OF: _one_of,
}  # fmt: skip
