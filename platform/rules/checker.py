"""The static check: every name is known, every operation gets what it takes, every choice exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from .errors import RuleError, Said
from .registry import Operation, operations
from .signatures import VARIABLES, Argument
from .tree import Call, Expression, ListOf, Literal, Node, Reference
from .types import Label, Scope, Type


@dataclass(frozen=True)
class Typed:
    """A node with its type, its choices, and what each argument of a call is read as."""

    node: Node
    type: Type
    args: tuple[Typed, ...] = ()
    params: tuple[Type | None, ...] = ()
    choices: Mapping[str, Label] | None = None

    @property
    def is_constant(self) -> bool:
        """Whether it names nothing, so that it can be computed beforehand."""
        return not isinstance(self.node, Reference) and all(arg.is_constant for arg in self.args)


def check(expression: Expression, scope: Scope, expect: Type | str | None = None) -> Type:
    """The type of the rule in this scope, or a RuleError that says where it does not fit."""
    found = typed(expression, scope)
    if expect and found.type not in (Type(expect), Type.NULL):
        wanted = said(Type(expect))
        raise RuleError("expected", expression.tree.pos, expression.text, wanted=wanted, found=said(found.type))
    return found.type


def typed(expression: Expression, scope: Scope) -> Typed:
    """The tree with its types."""
    try:
        found = _Checker(scope).typed(expression.tree)
        if isinstance(expression.tree, ListOf):
            raise RuleError("lonely_list", expression.tree.pos)
        _check_working_time(Typed(Call("rule", (), 0), found.type, (found,)))
        return found
    except RuleError as error:
        raise error.located_in(expression.text) from None


def said(kind: Type) -> Said:
    """A type in the reader's language."""
    return Said(f"rules.type.{kind.name.lower()}")


class _Checker:
    """Works bottom-up through the tree."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def typed(self, node: Node) -> Typed:
        """The node with its type; recursion is bounded by the parser's cap on depth."""
        if isinstance(node, Literal):
            return Typed(node, node.type)
        if isinstance(node, Reference):
            return self._reference(node)
        if isinstance(node, ListOf):
            return Typed(node, Type.NULL, tuple(map(self.typed, node.items)))
        return self._call(node)

    def _reference(self, node: Reference) -> Typed:
        if node.function is not None:
            return Typed(node, self._context_function(node))
        name = self.scope.names.get(node.name)
        if name is None:
            raise self._unknown(node)
        return Typed(node, name.type, choices=name.choices)

    def _unknown(self, node: Reference) -> RuleError:
        if node.name.casefold() in _function_names():
            return RuleError("brackets_missing", node.pos, name=node.name)
        stuck = next((word for word in STUCK if word in node.name), None)
        if stuck and not node.name.isascii():
            return RuleError("words_stuck", node.pos, name=node.name, word=stuck)
        return RuleError("unknown_name", node.pos, name=node.name, known=tuple(self.scope.names))

    def _context_function(self, node: Reference) -> Type:
        function = self.scope.functions.get(node.function)
        if function is None:
            known = (*self.scope.functions, *_function_names())
            raise RuleError("unknown_function", node.pos, name=node.function, known=known)
        if node.argument not in function.arguments:
            known = tuple(function.arguments)
            raise RuleError("unknown_argument", node.pos, name=node.argument, function=node.function, known=known)
        if node.window is not None and (function.within is None or node.window.working):
            key = "no_window" if function.within is None else "working_time_duration"
            raise RuleError(key, node.pos, function=node.function, duration=node.window)
        return function.type

    def _call(self, node: Call) -> Typed:
        entry = operations.get(node.operation)
        args = tuple(map(self.typed, node.args))
        arguments = [_argument(arg) for arg in args]
        fit = next((fit for signature in entry.signatures if (fit := signature.fit(arguments))), None)
        if fit is None:
            raise _misfit(entry, node, args)
        found = Typed(node, fit.result, args, fit.params, _choices(args) if fit.result is Type.CHOICE else None)
        _check_choices(args)
        _check_working_time(found)
        if entry.check:
            entry.check(found)
        return found


STUCK = ("且", "或", "不属于", "属于", "不包含", "包含", "等于", "大于", "小于", "不低于", "不超过")


def _function_names() -> Iterator[str]:
    return chain.from_iterable(entry.names for _, entry in operations.items())


def _argument(arg: Typed) -> Argument:
    if isinstance(arg.node, ListOf):
        return Argument(None, tuple(item.type for item in arg.args))
    return Argument(arg.type)


def _choices(args: tuple[Typed, ...]) -> Mapping[str, Label] | None:
    return next((arg.choices for arg in args if arg.choices is not None), None)


def _check_choices(args: tuple[Typed, ...]) -> None:
    """Text that is written beside a choice must be one of its values."""
    name = next((arg for arg in args if arg.choices is not None and arg.type in (Type.CHOICE, Type.CHOICES)), None)
    if name is None:
        return
    for arg in _written(args):
        if arg.type is Type.TEXT and arg.node.value not in name.choices:
            known = tuple(name.choices)
            raise RuleError("unknown_choice", arg.node.pos, name=arg.node.value, known=known, field=_field(name))


def _check_working_time(call: Typed) -> None:
    """Working time is only ever added to a moment or taken from one: only a calendar knows how long it is."""
    for arg in _written(call.args):
        added = call.node.operation in ("add", "subtract") and call.args[0].type in (Type.DATE, Type.DATETIME)
        if arg.type is Type.DURATION and arg.node.value.working and not added:
            raise RuleError("working_time_duration", arg.node.pos, duration=arg.node.value)


def _written(args: tuple[Typed, ...]) -> Iterator[Typed]:
    for arg in args:
        inside = arg.args if isinstance(arg.node, ListOf) else (arg,)
        yield from (item for item in inside if isinstance(item.node, Literal))


def _field(name: Typed) -> str:
    return name.node.name if isinstance(name.node, Reference) else ""


def _misfit(entry: Operation, node: Call, args: tuple[Typed, ...]) -> RuleError:
    """Why no signature fits: the number of arguments, or what they are."""
    if not any(signature.takes(len(args)) for signature in entry.signatures):
        allowed = sorted({f"{len(signature.params)}{'+' * signature.rest}" for signature in entry.signatures})
        return RuleError(
            "argument_count", node.pos, operation=entry.spelling, count=len(args), wanted="/".join(allowed)
        )
    text_day = next((arg for arg in args if arg.type is Type.TEXT and isinstance(arg.node, Literal)), None)
    if text_day and any(arg.type in (Type.DATE, Type.DATETIME) for arg in args):
        return RuleError("quoted_date", text_day.node.pos, said=text_day.node.value)
    if entry.id == "add" and any(arg.type is Type.TEXT for arg in args):
        return RuleError("use_concat", node.pos)
    found = Said(*(_key(arg) for arg in args), join="rules.and")
    return RuleError("misfit", node.pos, operation=entry.spelling, found=found, wanted=_wanted(entry))


def _wanted(entry: Operation) -> Said:
    """What the operation takes, in words."""
    params = dict.fromkeys(param for signature in entry.signatures for param in signature.params)
    kinds = dict.fromkeys(kind for param in params for kind in _kinds(param))
    return Said(*(f"rules.type.{PARAM_KEYS.get(kind) or Type(kind).name.lower()}" for kind in kinds))


def _kinds(param: str) -> tuple[str, ...]:
    return (param,) if param in PARAM_KEYS else VARIABLES.get(param, (param,))


PARAM_KEYS = {"items": "written_list", "list": "choices", "T": "one_type", "V": "one_type"}


def _key(arg: Typed) -> str:
    return "rules.type." + ("written_list" if isinstance(arg.node, ListOf) else arg.type.name.lower())
