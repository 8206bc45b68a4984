"""No result may leave the range of doubles: PostgreSQL stops the whole statement there, where others go on.

Fields and function results are taken to lie between 1e-12 and 1e18, or to be 0. Sixteen of the largest may be
multiplied before a rule is refused.
"""

from __future__ import annotations

from math import floor, log10
from typing import NamedTuple

from .checker import Typed
from .errors import RuleError
from .tree import Call, Literal

FURTHEST = 280


class Bounds(NamedTuple):
    """Powers of ten between which the absolute value lies, unless it is 0."""

    low: int
    high: int


def check_magnitude(call: Typed) -> None:
    """Refuse a chain of multiplications or divisions that may leave the range."""
    low, high = bounds(call)
    if low < -FURTHEST or high > FURTHEST:
        raise RuleError("chain_too_long", call.node.pos)


def bounds(tree: Typed) -> Bounds:
    """The bounds of a number."""
    node = tree.node
    if isinstance(node, Literal) and isinstance(node.value, float):
        power = floor(log10(abs(node.value))) if node.value else 0
        return Bounds(power, power + 1)
    if isinstance(node, Call) and node.operation in _RULES:
        return _RULES[node.operation](*map(bounds, tree.args))
    return Bounds(-12, 18)


def _sum(one: Bounds, other: Bounds) -> Bounds:
    """Two nearly equal numbers leave a difference in their 17th digit."""
    return Bounds(min(one.low, other.low) - 17, max(one.high, other.high) + 1)


def _either(*all_: Bounds) -> Bounds:
    return Bounds(min(each.low for each in all_), max(each.high for each in all_))


_RULES = {
    "multiply": lambda one, other: Bounds(one.low + other.low, one.high + other.high),
    "divide": lambda one, other: Bounds(one.low - other.high, one.high - other.low),
    "add": _sum,
    "subtract": _sum,
    "negative": lambda one: one,
    "abs": lambda one: one,
    "round": lambda one, *_digits: Bounds(-6, max(one.high, 0) + 1),
    "floor": lambda one: Bounds(0, max(one.high, 0) + 1),
    "ceil": lambda one: Bounds(0, max(one.high, 0) + 1),
    "min": _either,
    "max": _either,
    "coalesce": _either,
    "if": lambda _condition, then, otherwise: _either(then, otherwise),
}
