"""The tree of a rule: frozen nodes, each with its place in the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from definitions import Duration

from .types import Type


@dataclass(frozen=True)
class Literal:
    """A value written out; a datetime is the wall clock of whoever runs the rule."""

    value: Any
    type: Type
    pos: int = field(compare=False)


@dataclass(frozen=True)
class Reference:
    """A name: a field, or `done(call)`, a function of the scope and its word; `times(call, 7 days)` looks back."""

    name: str
    pos: int = field(compare=False)

    @property
    def function(self) -> str | None:
        """The function's name in `done(call)`, None for a field."""
        return self.name.partition("(")[0] if self.name.endswith(")") else None

    @property
    def argument(self) -> str:
        """The word in `done(call)`."""
        return self.name.partition("(")[2][:-1].partition(", ")[0]

    @property
    def window(self) -> Duration | None:
        """How far back `times(call, 7 days)` looks; None where it looks at everything."""
        written = self.name.partition("(")[2][:-1].partition(", ")[2]
        return Duration.parse(written) if written else None


@dataclass(frozen=True)
class ListOf:
    """A list written out."""

    items: tuple[Node, ...]
    pos: int = field(compare=False)


@dataclass(frozen=True)
class Call:
    """An operator or a function with what it is applied to; `operation` is the id of its registry entry."""

    operation: str
    args: tuple[Node, ...]
    pos: int = field(compare=False)


Node = Literal | Reference | ListOf | Call


@dataclass(frozen=True)
class Expression:
    """A rule that was read: its text, its tree, and the names it mentions."""

    text: str
    tree: Node

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name in it, `done(call)` included: when one of these changes the rule's value may."""
        return frozenset(node.name for node in walk(self.tree) if isinstance(node, Reference))

    @cached_property
    def is_timeless(self) -> bool:
        """Whether it gives the same for the same values at any moment: it asks for no now, no today, no last 7 days."""
        return not any(_asks_for_now(node) for node in walk(self.tree))

    @cached_property
    def sql_able(self) -> bool:
        """Whether databases can evaluate it too; working time from a column needs the calendar, and so Python."""
        from .sql_limits import why_not_sql

        return why_not_sql(self.tree) is None


def children(node: Node) -> tuple[Node, ...]:
    """What a node is made of."""
    if isinstance(node, Call):
        return node.args
    return node.items if isinstance(node, ListOf) else ()


def _asks_for_now(node: Node) -> bool:
    if isinstance(node, Reference):
        return node.window is not None
    return isinstance(node, Call) and node.operation in ("now", "today")


def walk(tree: Node) -> Iterator[Node]:
    """Every node, parents first, in reading order."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(children(node)))
