"""Values as YAML, in the hand that the files of packs are written in: short things on one line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from .yaml_text import YamlError, read_yaml

WIDEST = 130
PLAIN = re.compile(r"-?[^\W\d_][\w ./()（）、，。！？·+-]*")
# Other readers of YAML take these for something else than words.
OTHERWISE = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false", "null"})


def as_yaml(data: Mapping[str, Any]) -> str:
    """A file: a key a line, and each of several settings on a line of its own."""
    return "".join(f"{line}\n" for name, value in data.items() for line in pair_lines(str(name), value, ""))


def on_one_line(value: Any, *, as_json: bool = False) -> str:
    """The value in flow style."""
    if isinstance(value, dict):
        parts = [f"{_key(name, as_json)}: {on_one_line(item, as_json=as_json)}" for name, item in value.items()]
        return "{" + ", ".join(parts) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(on_one_line(item, as_json=as_json) for item in value) + "]"
    if isinstance(value, str):
        return value if not as_json and is_plain(value) else quoted(value)
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value)


def is_plain(text: str) -> bool:
    """Whether the text reads as itself without quotes, wherever it stands."""
    if not PLAIN.fullmatch(text) or text != text.strip() or text.lower() in OTHERWISE:
        return False
    try:
        return read_yaml(f"[{text}]") == [text]
    except YamlError:
        return False


def quoted(text: str) -> str:
    """The text in double quotes; signs that no file may hold are written by their number."""
    return "".join(sign if sign.isprintable() else _by_number(sign) for sign in json.dumps(text, ensure_ascii=False))


def _by_number(sign: str) -> str:
    number = ord(sign)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def item_lines(value: Any, indent: str) -> list[str]:
    """An item of a block: on one line where it is short, else setting by setting."""
    short = f"{indent}- {on_one_line(value)}"
    if not isinstance(value, dict) or (len(short) <= WIDEST and not any(map(_is_block, value.values()))):
        return [short]
    lines = [line for name, item in value.items() for line in pair_lines(name, item, f"{indent}  ")]
    return [f"{indent}- {lines[0].lstrip()}", *lines[1:]]


def pair_lines(name: str, value: Any, indent: str) -> list[str]:
    """A key with its value; a list of settings takes a line for each."""
    if not _is_block(value):
        return [f"{indent}{_key(name, False)}: {on_one_line(value)}"]
    return [f"{indent}{_key(name, False)}:", *_items(value, f"{indent}  ")]


def _items(value: list[Any], indent: str) -> Iterator[str]:
    for item in value:
        yield from item_lines(item, indent)


def _is_block(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and any(isinstance(item, dict) for item in value)


def _key(name: str, as_json: bool) -> str:
    return name if not as_json and is_plain(name) else quoted(name)
