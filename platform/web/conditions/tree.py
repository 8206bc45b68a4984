"""A rule as groups of conditions, and back: what is changed there stands in the rule as one would write it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from rules import Call, Node, write

from .matching import filter_of
from .terms import Terms

ALL, ANY = "all", "any"
OPERATIONS = {"and": ALL, "or": ANY}
WORDS = {how: operation for operation, how in OPERATIONS.items()}
Path = tuple[int, ...]


@dataclass(frozen=True)
class Several:
    """Conditions of which all or any must hold."""

    how: str
    parts: tuple[Node | Several, ...]


Change = Callable[[tuple[Node | Several, ...], int], tuple[Node | Several, ...]]


def several(tree: Node | None, terms: Terms) -> Several:
    """The outermost group; a lone condition stands in one by itself."""
    if tree is None:
        return Several(ALL, ())
    found = _part(tree, terms)
    return found if isinstance(found, Several) else Several(ALL, (found,))


def rule_of(group: Several) -> str:
    """The rule that says the same; empty where nothing is asked."""
    node = _node(group)
    return write(node) if node is not None else ""


def changed(group: Several, path: Path, change: Change) -> Several:
    """The group with what `change` makes of the parts among which the one at `path` stands."""
    at, rest = path[0], path[1:]
    if not rest:
        return replace(group, parts=change(group.parts, at)) if at < len(group.parts) else group
    inner = group.parts[at] if at < len(group.parts) else None
    if not isinstance(inner, Several):
        return group
    parts = (*group.parts[:at], changed(inner, rest, change), *group.parts[at + 1 :])
    return replace(group, parts=parts)


def turned(group: Several, path: Path, how: str) -> Several:
    """Another answer to the question of all or any, for the group at `path`."""
    if not path:
        return replace(group, how=how)
    return changed(group, path, lambda parts, at: _swapped(parts, at, _with_how(parts[at], how)))


def added(group: Several, path: Path, part: Node) -> Several:
    """One condition more, at the end of the group at `path`."""
    if not path:
        return replace(group, parts=(*group.parts, part))
    return changed(group, path, lambda parts, at: _swapped(parts, at, _with_more(parts[at], part)))


def _with_how(part: Node | Several, how: str) -> Node | Several:
    return replace(part, how=how) if isinstance(part, Several) else part


def _with_more(part: Node | Several, more: Node) -> Node | Several:
    return replace(part, parts=(*part.parts, more)) if isinstance(part, Several) else part


def _swapped(parts: tuple[Node | Several, ...], at: int, part: Node | Several) -> tuple[Node | Several, ...]:
    return (*parts[:at], part, *parts[at + 1 :])


def _part(node: Node, terms: Terms) -> Node | Several:
    """A group where it is one; `is not` is written with an or, and is one condition all the same."""
    if not isinstance(node, Call) or node.operation not in OPERATIONS or filter_of(node, terms) is not None:
        return node
    return Several(OPERATIONS[node.operation], tuple(_part(arg, terms) for arg in node.args))


def _node(part: Node | Several) -> Node | None:
    if not isinstance(part, Several):
        return part
    inner = [each for each in map(_node, part.parts) if each is not None]
    operation = WORDS[part.how]
    flat: list[Node] = []
    for each in inner:
        joins = isinstance(each, Call) and each.operation == operation
        flat += each.args if joins else (each,)
    if len(flat) < 2:
        return flat[0] if flat else None
    return Call(operation, tuple(flat), 0)
