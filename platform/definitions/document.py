"""A YAML or JSON file whose every value remembers its line and column."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, MappingStartEvent, SequenceStartEvent

from .problems import ERROR, Location, Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
# Reading a text twice costs as much as the rest of loading, so only one that could hold an alias (`*x`), an anchor
# (`&x`) or too deep a nesting is looked through first: brackets in brackets, or a line that begins far to the right.
SHALLOW = 12
_SUSPICIOUS = re.compile(r"(?:^|[\s\[{,:-])[&*]\S|^[\t -]{40}", re.MULTILINE)
_BRACKET = re.compile(r"[\[\]{}]")

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
    except _Unusable as error:
        return Problem(ERROR, Location(file, error.line + 1, error.column + 1), "", error.key, error.params)


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


class _Unusable(Exception):
    """A text that cannot become a document, with the message that says why."""

    def __init__(self, key: str, line: int = 0, column: int = 0, **params: Any) -> None:
        super().__init__(key)
        self.key, self.line, self.column, self.params = key, line, column, params


@lru_cache(maxsize=512)
def _parse(text: str) -> Any:
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise _Unusable("problem.too_large", limit=f"{MAX_BYTES:,}")
    try:
        if _SUSPICIOUS.search(text) or _bracket_depth(text) > SHALLOW:
            _refuse_aliases_and_depth(text)
        data = YAML(typ="rt").load(io.StringIO(text))
    except DuplicateKeyError as error:
        raise _located("problem.duplicate_key", error) from None
    except MarkedYAMLError as error:
        raise _located("problem.not_yaml", error) from None
    except (YAMLError, ValueError, RecursionError) as error:
        raise _Unusable("problem.not_yaml", detail=str(error).split("\n")[0][:200]) from None
    if not isinstance(data, dict):
        raise _Unusable("problem.not_a_mapping")
    return data


def _located(key: str, error: MarkedYAMLError) -> _Unusable:
    mark = error.problem_mark or error.context_mark
    detail = " ".join((error.problem or error.context or "").split())
    return _Unusable(key, mark.line if mark else 0, mark.column if mark else 0, detail=detail)


def _bracket_depth(text: str) -> int:
    deepest = depth = 0
    for bracket in _BRACKET.findall(text):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _refuse_aliases_and_depth(text: str) -> None:
    depth = 0
    for event in YAML(typ="rt").parse(io.StringIO(text)):
        if isinstance(event, AliasEvent):
            raise _Unusable("problem.alias", event.start_mark.line, event.start_mark.column, name=event.anchor)
        if isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            depth += 1
            if depth > MAX_DEPTH:
                raise _Unusable("problem.too_deep", event.start_mark.line, event.start_mark.column, limit=MAX_DEPTH)
        elif type(event).__name__ in ("MappingEndEvent", "SequenceEndEvent"):
            depth -= 1


def _mark(node: Any, step: Any, *, key: bool) -> tuple[int, int] | None:
    try:
        if isinstance(node, CommentedMap) and step in node:
            return node.lc.key(step) if key else node.lc.value(step)
        if isinstance(node, CommentedSeq) and 0 <= step < len(node):
            return node.lc.item(step)
    except (KeyError, TypeError, AttributeError):
        pass
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
