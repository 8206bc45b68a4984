"""A YAML or JSON file whose every value remembers its line and column."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .problems import ERROR, Location, Problem
from .yaml_text import MarkedList, MarkedMap, YamlError, read_yaml

MAX_BYTES = 1_000_000

Path = tuple[Any, ...]


@dataclass(frozen=True, eq=False)
class Document:
    """One configuration file: its name, its text and its marked values."""

    file: str
    text: str
    data: Any

    def locate(self, path: Path, *, key: bool = False) -> Location:
        """Where the value at `path` stands (or its key); the nearest parent if it does not."""
        node, line, column = self.data, 0, 0
        for position, step in enumerate(path):
            mark = _mark(node, step, key=key and position == len(path) - 1)
            if mark is None:
                break
            line, column = mark
            node = node[step]
        return Location(self.file, line + 1, column + 1)

    def problem(self, path: Path, message: str, *, level: str = ERROR, key: bool = False, **params: Any) -> Problem:
        """A located problem about the value (or the key) at `path`."""
        return Problem(level, self.locate(path, key=key), dotted(self.data, path), message, params)


def parse_document(file: str, text: str) -> Document | Problem:
    """Reads one file; a file that is no YAML, or abuses it, comes back as a problem."""
    try:
        return Document(file, text, _parse(text))
    except YamlError as error:
        line, column = error.place
        return Problem(ERROR, Location(file, line + 1, column + 1), "", error.key, error.params)


def dotted(data: Any, path: Path) -> str:
    """`fields.phone.type`: list items are named by their id where they have one."""
    names, node = [], data
    for step in path:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            node = None
        named = node.get("id") if isinstance(step, int) and isinstance(node, dict) else None
        names.append(str(named) if isinstance(named, str) else f"[{step}]" if isinstance(step, int) else str(step))
    return ".".join(names).replace(".[", "[")


@lru_cache(maxsize=512)
def _parse(text: str) -> Any:
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise YamlError("problem.too_large", limit=f"{MAX_BYTES:,}")
    data = read_yaml(text)
    if not isinstance(data, dict):
        raise YamlError("problem.not_a_mapping")
    return data


def _mark(node: Any, step: Any, *, key: bool) -> tuple[int, int] | None:
    if isinstance(node, MarkedMap):
        return (node.keys_at if key else node.values_at).get(step)
    if isinstance(node, MarkedList) and isinstance(step, int) and 0 <= step < len(node):
        return node.items_at[step]
    return None


def plain(value: Any) -> Any:
    """The marked values as ordinary dicts, lists and scalars."""
    if isinstance(value, dict):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, bool) or value is None:
        return value
    for kind in (str, int, float):
        if isinstance(value, kind):
            return kind(value)
    return value
