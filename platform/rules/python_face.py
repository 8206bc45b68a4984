"""The Python face: a rule becomes straight-line Python, one assignment for each node, compiled once for each text.

Nothing an admin writes reaches the generated source: it holds names we make, and constants go in as objects.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from definitions import Duration

from .errors import RuleError
from .parser import parse
from .registry import Operation, operations
from .tree import Call, Expression, ListOf, Literal, Node, Reference
from .types import Env, Type

Rule = Callable[[Mapping[str, Any], Env], Any]


def compile_python(expression: Expression | str) -> Rule:
    """The rule as a function of values by name and an environment; a name without a value is null."""
    return _compiled(expression.text if isinstance(expression, Expression) else expression)


def matches(rule: Rule | Expression | str, values: Mapping[str, Any], env: Env) -> bool:
    """Whether the condition holds: null does not match."""
    return (rule if callable(rule) else compile_python(rule))(values, env) is True


def compile_conditions(rules: Sequence[Expression | None]) -> Callable[[Mapping[str, Any], Env], tuple[bool, ...]]:
    """Which of several conditions hold, as one function that reads each name once; None always holds."""
    writer = _Writer()
    told = ["True" if rule is None else f"{writer.write(rule.tree)} is True" for rule in rules]
    return writer.function(f"({''.join(f'{one}, ' for one in told)})")


@lru_cache(maxsize=4096)
def _compiled(text: str) -> Rule:
    return evaluator(parse(text).tree)


@lru_cache(maxsize=4096)
def evaluator(tree: Node) -> Rule:
    """A function for any tree, compiled once for all trees that are equal."""
    writer = _Writer()
    return writer.function(f"out({writer.write(tree)})")


class _Writer:
    """Writes one assignment for each node, arguments first."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.constants: dict[str, Any] = {}
        self.read: dict[str, str] = {}

    def function(self, answer: str) -> Callable[[Mapping[str, Any], Env], Any]:
        """What was written, as a function of values and an environment that ends with this answer."""
        source = "\n    ".join(["def rule(values, env):", *self.lines, f"return {answer}"])
        space = {"plain": plain, "out": _out, **self.constants}
        exec(compile(source, "<rule>", "exec"), space)
        return space["rule"]

    def write(self, node: Node) -> str:
        """The name that holds the node's value."""
        if isinstance(node, Literal):
            return self._literal(node)
        if isinstance(node, Reference):
            return self._reference(node.name)
        if isinstance(node, ListOf):
            items = ", ".join(self.write(item) for item in node.items)
            return self._assigned(f"({items},)")
        return self._call(node, operations.get(node.operation))

    def _literal(self, node: Literal) -> str:
        if node.type is Type.DATETIME:
            return self._assigned(f"env.moment_of({self._constant(node.value)})")
        if node.type is Type.DURATION:
            return self._constant(float(node.value.seconds))
        return self._constant(node.value)

    def _reference(self, name: str) -> str:
        if name not in self.read:
            self.read[name] = self._assigned(f"plain(values.get({self._constant(name)}))")
        return self.read[name]

    def _call(self, node: Call, entry: Operation) -> str:
        args = [self.write(arg) for arg in node.args]
        if node.operation in ("add", "subtract") and _is_duration(node.args[1]):
            args[1] = self._constant(node.args[1].value)
        if entry.inline and any(_is_simple(arg) for arg in node.args):
            said = entry.inline.format(*args)
        else:
            said = f"{self._constant(entry.python)}({', '.join(['env', *args])})"
        return self._assigned(self._guarded(said, args, node) if entry.strict else said)

    def _guarded(self, said: str, args: list[str], node: Call) -> str:
        """Null as soon as an argument is; constants need not be asked."""
        open_to_null = [name for name, arg in zip(args, node.args, strict=True) if not _is_value(arg)]
        tests = " or ".join(f"{name} is None" for name in open_to_null)
        return f"None if {tests} else {said}" if tests else said

    def _constant(self, value: Any) -> str:
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return name

    def _assigned(self, said: str) -> str:
        name = f"t{len(self.lines)}"
        self.lines.append(f"{name} = {said}")
        return name


def _is_duration(node: Node) -> bool:
    return isinstance(node, Literal) and node.type is Type.DURATION


def _is_simple(node: Node) -> bool:
    """Written numbers and texts: what stands beside them is one too, and needs no look at its type."""
    return isinstance(node, Literal) and node.type in (Type.NUMBER, Type.TEXT)


def _is_value(node: Node) -> bool:
    return isinstance(node, Literal) and node.value is not None


def plain(value: Any) -> Any:
    """A value as the language counts: numbers as doubles, moments naive in UTC, lists as tuples."""
    reader = _READERS.get(type(value), _unusual)
    return value if reader is None else reader(value)


def _moment(value: datetime) -> datetime:
    if value.tzinfo is None:
        return value
    return (value if value.tzinfo is UTC else value.astimezone(UTC)).replace(tzinfo=None)


def _unusual(value: Any) -> Any:
    """Subclasses of what we know, such as an enumeration's member."""
    if isinstance(value, dict):  # a value of several pieces, which rules name one by one
        return str(value)
    for kind in (bool, str, float, int, Decimal, datetime, date, tuple, list, set, frozenset):
        if isinstance(value, kind):
            reader = _READERS[kind]
            return kind(value) if reader is None and kind is str else value if reader is None else reader(value)
    raise RuleError("unusable_value", kind=type(value).__name__)


_READERS: dict[type, Callable[[Any], Any] | None] = {
    type(None): None,
    bool: None,
    str: None,
    float: None,
    date: None,
    int: float,
    Decimal: float,
    datetime: _moment,
    tuple: None,
    list: tuple,
    set: tuple,
    frozenset: tuple,
    Duration: lambda duration: float(duration.seconds),
}


def _out(value: Any) -> Any:
    """Moments leave with their zone."""
    return value.replace(tzinfo=UTC) if type(value) is datetime else value
