"""A rule in words, Chinese or English, with the labels of fields and of choices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from definitions import Duration, say

from .checker import Typed, typed
from .registry import ADD, AND, OR, operations
from .tree import Call, Expression, ListOf, Literal, Reference
from .types import Env, Label, Scope, Type, label_in

NEGATED = ("in", "contains", "starts_with", "ends_with", "is_null", "filled", "empty", "between")
PLACES = "abc"


def words(expression: Expression, scope: Scope, language: str) -> str:
    """The rule as a person would say it."""
    return Speaker(scope, language).condition(typed(expression, scope))


class Speaker:
    """Says typed trees in one language."""

    def __init__(self, scope: Scope, language: str) -> None:
        self.scope = scope
        self.language = language

    def condition(self, tree: Typed) -> str:
        """What must hold; a bare yes/no field is said as a sentence."""
        if isinstance(tree.node, Reference) and tree.type is Type.YES_NO and not tree.node.function:
            return self._say("yes", a=self.name(tree.node.name))
        return self.value(tree)

    def value(self, tree: Typed, choices: Mapping[str, Label] | None = None) -> str:
        """The words for a node; `choices` are those of the field it stands beside."""
        if isinstance(tree.node, Literal):
            return self.literal(tree.node.value, choices)
        if isinstance(tree.node, Reference):
            return self.name(tree.node.name)
        if isinstance(tree.node, ListOf):
            return self._say("comma").join(self.value(item, choices) for item in tree.args)
        return self._call(tree)

    def name(self, name: str) -> str:
        """The label of a field, or of a function of the scope with its word filled in."""
        reference = Reference(name, 0)
        if not reference.function:
            found = self.scope.names.get(name)
            return label_in(found.label if found else None, self.language, name)
        function = self.scope.functions[reference.function]
        argument = label_in(function.arguments[reference.argument], self.language, reference.argument)
        window = reference.window
        label = label_in(function.label if window is None else function.within, self.language, name)
        return label.replace("{argument}", argument).replace("{window}", window.words(self.language) if window else "")

    def seen(self, name: str, value: Any, env: Env) -> str:
        """A value that a name had, with the labels of its choices and in the time zone of the rule."""
        found = self.scope.names.get(name)
        if isinstance(value, datetime):
            value = value.replace(tzinfo=UTC).astimezone(env.zone)
        if isinstance(value, str) and not (found and found.choices and value in found.choices):
            return value
        return self.literal(value, found.choices if found else None)

    def literal(self, value: Any, choices: Mapping[str, Label] | None = None) -> str:
        """A value as it is shown to people."""
        if value is None or isinstance(value, bool):
            return self._say({None: "null", True: "true", False: "false"}[value])
        if isinstance(value, str):
            chosen = choices.get(value) if choices else None
            return label_in(chosen, self.language, value) if chosen else self._say("quoted", a=value)
        if isinstance(value, tuple):
            return self._say("comma").join(self.literal(item, choices) for item in value) or self._say("null")
        if isinstance(value, Duration):
            return value.words(self.language)
        if isinstance(value, datetime):
            return f"{value:%Y-%m-%d %H:%M}"
        return f"{value:,.15g}" if isinstance(value, float) else str(value)

    def _call(self, tree: Typed) -> str:
        name, args = tree.node.operation, tree.args
        if name in ("and", "or"):
            return self._say(f"{name}_between").join(self._part(arg, AND if name == "and" else OR) for arg in args)
        if name == "not":
            return self._negative(args[0])
        if _stands_in(tree):
            return self._say("stands_in", a=self.value(args[0]), b=self.value(args[1], args[0].choices))
        if name == "if":
            return self._say("if", a=self.condition(args[0]), b=self.value(args[1]), c=self.value(args[2]))
        return self._said(name, tree)

    def _negative(self, tree: Typed) -> str:
        """The negative of a condition: by its own words where it has some, not (…) where it has none."""
        node = tree.node
        if isinstance(node, Reference) and not node.function:
            return self._say("no", a=self.name(node.name))
        if isinstance(node, Call) and node.operation in NEGATED:
            return self._said(f"not_{node.operation}", tree)
        return self._say("not", a=self.condition(tree))

    def _said(self, key: str, tree: Typed) -> str:
        """One operation, by its text in locales/; functions without one are said as they are written."""
        choices = next((arg.choices for arg in tree.args if arg.choices is not None), None)
        power = operations.get(tree.node.operation).power
        parts = [self._inner(arg, power, choices) for arg in tree.args]
        if key in IN_TIME and tree.params[0] in (Type.DATE, Type.DATETIME):
            key = f"{key}_time"
        if len(parts) > len(PLACES) or key in LISTING:
            return self._say(key, a=self._say("comma").join(self.value(arg, choices) for arg in tree.args))
        return self._say(f"{key}_{len(parts)}" if key in BY_COUNT else key, **dict(zip(PLACES, parts, strict=False)))

    def _part(self, tree: Typed, power: int) -> str:
        """A part of and/or, in brackets where it would be read differently without."""
        said = self.condition(tree)
        return self._say("brackets", a=said) if _power(tree) < power else said

    def _inner(self, tree: Typed, power: int, choices: Mapping[str, Label] | None) -> str:
        said = self.value(tree, choices)
        looser = _power(tree) <= power if power >= ADD else _power(tree) < ADD
        return self._say("brackets", a=said) if looser else said

    def _say(self, key: str, **params: Any) -> str:
        return say(f"rules.words.{key}", self.language, **params)


LISTING = {"min", "max", "concat", "coalesce"}
BY_COUNT = {"round"}
IN_TIME = {"less", "at_most", "greater", "at_least"}
LOOSE = LISTING | {"if"}


def _stands_in(tree: Typed) -> bool:
    """Whether a value that is written there stands in for a name that is empty: `coalesce(budget, 0)`."""
    one, *others = (arg.node for arg in tree.args) if tree.args else (None,)
    named = getattr(tree.node, "operation", None) == "coalesce" and isinstance(one, Reference)
    return named and len(others) == 1 and isinstance(others[0], Literal)


def _power(tree: Typed) -> int:
    """How tightly a node binds; 100 for what needs no brackets, such as a name or most functions."""
    if not isinstance(tree.node, Call) or _stands_in(tree):
        return 100
    return 1 if tree.node.operation in LOOSE else operations.get(tree.node.operation).power or 100
