"""A condition as field, relation and value, where it is one; and such a choice as a condition."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, TypeGuard

from forms import Filter, Invalid, read_filter
from rules import Call, Literal, Node, Reference, RuleError, Type, parse, walk

from .terms import HOLDS, HOLDS_NOT, Terms

NO_VALUE = ("filled", "empty")
SEVERAL = ("any_of", "none_of")


def filter_of(node: Node, terms: Terms) -> Filter | None:
    """The choice that a condition comes from; None for one that is no such choice."""
    names = {part.name for part in walk(node) if isinstance(part, Reference)}
    if len(names) != 1:
        return None
    (name,) = names
    if name in terms.facts:
        return _fact(node, name)
    if name not in terms.columns:
        return None
    return next(_matching(node, name, terms), None) or _plain(node, name, terms)


def condition(choice: Filter, terms: Terms) -> Node:
    """The condition of a choice; Invalid where its value is none."""
    if choice.field in terms.facts:
        reference = Reference(choice.field, 0)
        return Call("not", (reference,), 0) if choice.op == HOLDS_NOT else reference
    return parse(read_filter(choice, terms.columns, terms.context).rule).tree


def condition_like(node: Node, choice: Filter, terms: Terms) -> Node:
    """The condition of a choice that stood there as `node`: what did not hold for the empty still does not."""
    made = condition(choice, terms)
    if choice.op != "is_not" or not _is_unequal(node, choice.field) or not isinstance(made, Call):
        return made
    return next((part for part in made.args if _is_unequal(part, choice.field)), made)


def fitting(old: Filter | None, field: str, op: str, values: tuple[str, ...], terms: Terms) -> Filter:
    """What somebody chose, with a value to begin with where another field or relation was taken."""
    if field in terms.facts:
        return Filter(field, op if op in (HOLDS, HOLDS_NOT) else HOLDS)
    known = [each for each, _ in terms.ops(field)]
    if old is None or old.field != field or op not in known:
        values, op = (), _first_op(field, known, terms)
    if op in NO_VALUE:
        return Filter(field, op)
    if not values and (old is None or old.op != op or old.field != field):
        values = (terms.some_value(field),)
    return Filter(field, op, values if op in SEVERAL else values[:1])


def _first_op(field: str, known: list[str], terms: Terms) -> str:
    if not terms.first_value(field) and "filled" in known:
        return "filled"
    return next((op for op in ("at_least", "is", "since") if op in known), known[0])


def _fact(node: Node, name: str) -> Filter | None:
    if isinstance(node, Reference):
        return Filter(name, HOLDS)
    is_not = isinstance(node, Call) and node.operation == "not" and isinstance(node.args[0], Reference)
    return Filter(name, HOLDS_NOT) if is_not else None


def _matching(node: Node, name: str, terms: Terms) -> Iterator[Filter]:
    """Choices whose rule is this very condition."""
    values = tuple(dict.fromkeys(_shown(part) for part in walk(node) if isinstance(part, Literal)))
    if terms.columns[name].type.name == "yes_no":
        values = tuple({"True": "yes", "False": "no"}.get(value, value) for value in values)
    for op in terms.columns[name].type.operators:
        if (op in NO_VALUE) == bool(values) or (len(values) > 1 and op not in SEVERAL):
            continue
        choice = Filter(name, op, values)
        try:
            if condition(choice, terms) == node:
                yield choice
        except (Invalid, RuleError):
            continue


def _plain(node: Node, name: str, terms: Terms) -> Filter | None:
    """What people write shorter than the choices do: `own_initiative`, `not own_initiative`, `region != 'east'`."""
    known = terms.columns[name].type.operators
    if terms.columns[name].type.rule_type == Type.YES_NO and "is" in known:
        if isinstance(node, Reference):
            return Filter(name, "is", ("yes",))
        if isinstance(node, Call) and node.operation == "not" and isinstance(node.args[0], Reference):
            return Filter(name, "is", ("no",))
    if _is_unequal(node, name) and "is_not" in known:
        return Filter(name, "is_not", (_shown(node.args[1]),))
    return None


def _is_unequal(node: Node, name: str) -> TypeGuard[Call]:
    """Whether it is `region != 'east'`, which unlike the choice `is not` does not count the empty in."""
    if not isinstance(node, Call) or node.operation != "unequal":
        return False
    left, right = node.args
    return isinstance(left, Reference) and left.name == name and isinstance(right, Literal)


def _shown(literal: Literal) -> str:
    value: Any = literal.value
    if literal.type == Type.NUMBER:
        return f"{Decimal(str(value)).normalize():f}"
    return value.isoformat() if isinstance(value, date) else str(value)
