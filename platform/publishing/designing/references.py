"""Where a form's file names a field, and what stands there after the field is called otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rules import Reference, RuleError, parse, walk

NAMES = frozenset({"title", "subtitle", "parent", "value_of", "match", "at"})
RULES = frozenset({"visible_when", "required_when", "read_only_when", "formula", "when"})
NAMES_IN = frozenset({("layout", "fields"), ("duplicates", "field")})

Path = tuple[Any, ...]


def renamed(data: Mapping[str, Any], id: str, to: str) -> Iterator[tuple[Path, str]]:
    """Every place of the form that names the field, with what is to stand there."""
    for path, written in _texts(data, ()):
        after = _after(path, written, (id, to))
        if after != written:
            yield path, after


def _texts(there: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """The texts of the file, but for those of child tables, whose rules are about their own columns."""
    if isinstance(there, str):
        yield path, there
    elif isinstance(there, (dict, list)) and not (path[:1] == ("fields",) and path[2:] == ("fields",)):
        for step, inner in there.items() if isinstance(there, dict) else enumerate(there):
            yield from _texts(inner, (*path, step))


def _after(path: Path, written: str, names: tuple[str, str]) -> str:
    key = next(step for step in reversed(path) if isinstance(step, str))
    if key in RULES:
        return _rule_after(written, *names)
    if key == "default" and written.startswith("="):
        return f"={_rule_after(written[1:], *names)}"
    is_name = key in NAMES or (path[0], key) in NAMES_IN
    return names[1] if is_name and written == names[0] else written


def _rule_after(rule: str, id: str, to: str) -> str:
    """The rule as it is written, but for the name; one that cannot be read stays."""
    try:
        found = [node.pos for node in walk(parse(rule).tree) if isinstance(node, Reference) and node.name == id]
    except RuleError:
        return rule
    for pos in sorted(found, reverse=True):
        rule = f"{rule[:pos]}{to}{rule[pos + len(id) :]}"
    return rule
