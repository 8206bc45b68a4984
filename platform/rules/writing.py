"""A tree written out as text again, in the English spelling, with no more brackets than it needs."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from definitions import Duration

from .registry import COMPARE, Operation, operations
from .tree import Call, ListOf, Literal, Node, Reference

ATOM = 100


def write(tree: Node) -> str:
    """Text that reads as the same tree."""
    if isinstance(tree, Literal):
        return _literal(tree.value)
    if isinstance(tree, Reference):
        return tree.name
    if isinstance(tree, ListOf):
        return f"[{', '.join(map(write, tree.items))}]"
    if tree.operation == "now":
        return "now"
    return _call(tree, operations.get(tree.operation))


def _call(tree: Call, entry: Operation) -> str:
    if entry.chained:
        return f" {entry.spelling} ".join(_bracketed(arg, entry.power + 1) for arg in tree.args)
    if entry.infix:
        left, right = tree.args
        return f"{_bracketed(left, entry.power)} {entry.spelling} {_bracketed(right, entry.power + 1)}"
    if entry.prefix:
        return f"{entry.prefix[0]} {_bracketed(tree.args[0], entry.power + 1)}"
    if entry.names:
        return f"{entry.names[0]}({', '.join(map(write, tree.args))})"
    return f"{_bracketed(tree.args[0], entry.power)} {entry.postfix[0]}"


def _bracketed(tree: Node, power: int) -> str:
    said = write(tree)
    return said if _power(tree) >= power else f"({said})"


def _power(tree: Node) -> int:
    if isinstance(tree, Literal) and isinstance(tree.value, float) and tree.value < 0:
        return COMPARE
    if not isinstance(tree, Call) or tree.operation == "now":
        return ATOM
    entry = operations.get(tree.operation)
    return entry.power if entry.infix or entry.prefix or not entry.names else ATOM


def _literal(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return f'"{value}"' if "'" in value else f"'{value}'"
    if isinstance(value, datetime):
        return f"datetime('{value:%Y-%m-%d %H:%M:%S}')"
    if isinstance(value, Duration):
        return str(value)
    return value.isoformat() if isinstance(value, date) else _number(value)


def _number(value: float) -> str:
    said = f"{Decimal(repr(value)):f}"
    return said.rstrip("0").rstrip(".") if "." in said else said
