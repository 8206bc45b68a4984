"""Why a condition holds or not: each of its parts with the values seen and what came out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .checker import Typed, typed
from .python_face import evaluator, plain
from .tree import Call, Expression, Reference, walk
from .types import Env, Scope
from .words import Speaker


@dataclass(frozen=True)
class Seen:
    """A name that a part mentions, with the value it had."""

    name: str
    label: str
    value: Any
    shown: str


@dataclass(frozen=True)
class Part:
    """A condition inside a rule, in words, with what came out: true, false, or null for unknown."""

    words: str
    result: bool | None
    seen: tuple[Seen, ...]

    @property
    def holds(self) -> bool:
        """Whether it is true; unknown is not."""
        return self.result is True


@dataclass(frozen=True)
class Trace:
    """What came out of a rule, its leaf conditions, and its top-level and-parts."""

    result: Any
    leaves: tuple[Part, ...]
    parts: tuple[Part, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The and-parts that do not hold, in words: what is still to be done."""
        return tuple(part.words for part in self.parts if not part.holds)


def explain(expression: Expression, values: Mapping[str, Any], env: Env, scope: Scope, language: str = "zh") -> Trace:
    """Evaluate the rule and keep what was seen on the way."""
    tree = typed(expression, scope)
    witness = _Witness(values, env, scope, language)
    parts = tree.args if _is(tree, "and") else (tree,)
    leaves = tuple(witness.part(leaf) for leaf in _leaves(tree))
    return Trace(witness.result(tree), leaves, tuple(map(witness.part, parts)))


class _Witness:
    """Evaluates parts of a rule for one set of values."""

    def __init__(self, values: Mapping[str, Any], env: Env, scope: Scope, language: str) -> None:
        self.values = values
        self.env = env
        self.speaker = Speaker(scope, language)

    def part(self, tree: Typed) -> Part:
        """One condition, what came out and what was seen."""
        names = dict.fromkeys(node.name for node in walk(tree.node) if isinstance(node, Reference))
        return Part(self.speaker.condition(tree), self.result(tree), tuple(map(self._seen, names)))

    def result(self, tree: Typed) -> Any:
        """What came out of this part."""
        return evaluator(tree.node)(self.values, self.env)

    def _seen(self, name: str) -> Seen:
        value = self.values.get(name)
        return Seen(name, self.speaker.name(name), value, self.speaker.seen(name, plain(value), self.env))


def _leaves(tree: Typed) -> Iterator[Typed]:
    """The conditions that and, or and not are made of; `not` belongs to the leaf it negates."""
    inside = _is(tree, "and") or _is(tree, "or")
    if inside or (_is(tree, "not") and any(_is(tree.args[0], name) for name in ("and", "or", "not"))):
        for arg in tree.args:
            yield from _leaves(arg)
    else:
        yield tree


def _is(tree: Typed, name: str) -> bool:
    return isinstance(tree.node, Call) and tree.node.operation == name
