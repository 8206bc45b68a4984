"""Conditions that no record can meet, as far as one can tell by looking: `a > 10 and a < 5`, `x = 'p' and x = 'q'`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from rules import Env, Expression, compile_python

MIRRORED = {"less": "greater", "at_most": "at_least", "greater": "less", "at_least": "at_most", "equal": "equal"}
OPPOSITE = {"less": "at_least", "at_least": "less", "greater": "at_most", "at_most": "greater"}
_NOW = Env(datetime(2000, 1, 1, tzinfo=UTC))


def never_holds(expression: Expression) -> bool:
    """True when the condition certainly never holds; False says nothing."""
    return _constant(expression) is False or _never(expression.tree)


def exclude_each_other(one: Expression | None, other: Expression | None) -> bool:
    """True when both conditions certainly never hold together, such as two steps of one scale."""
    if one is None or other is None or one.names.isdisjoint(other.names):
        return False
    return _contradict([*_parts(one.tree), *_parts(other.tree)])


def implies(one: Expression, other: Expression) -> bool:
    """True when the second condition certainly holds whenever the first does; False says nothing."""
    held = list(_parts(one.tree))
    return all(part in held or _contradict([*held, denied]) for part, denied in _denials(other.tree))


def _denials(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Each and-part with its opposite; a part that is no comparison is its own, and contradicts nothing."""
    for part in _parts(tree):
        opposite = OPPOSITE.get(getattr(part, "operation", None))
        yield part, replace(part, operation=opposite) if opposite else None


def always_holds(expression: Expression | None) -> bool:
    """True when the condition names nothing and is true, or is not there."""
    return expression is None or _constant(expression) is True


def _constant(expression: Expression) -> bool | None:
    """What a condition without names gives; None where it depends on the record or the moment."""
    if expression.names or "now" in expression.text or "today" in expression.text:
        return None
    return compile_python(expression)({}, _NOW) is True


def _never(tree: Any) -> bool:
    operation = getattr(tree, "operation", None)
    if operation == "or":
        return all(map(_never, tree.args))
    return _contradict(list(_parts(tree)))


def _contradict(parts: list[Any]) -> bool:
    spans: dict[str, _Span] = {}
    for part in parts:
        if getattr(part, "operation", None) == "or" and _never(part):
            return True
        compared = _comparison(part)
        if compared is not None:
            name, how, value = compared
            spans.setdefault(name, _Span()).narrow(how, value)
    return any(span.is_empty for span in spans.values())


def _parts(tree: Any) -> Iterator[Any]:
    if getattr(tree, "operation", None) == "and":
        for part in tree.args:
            yield from _parts(part)
    else:
        yield tree


def _comparison(part: Any) -> tuple[str, str, Any] | None:
    """(name, how, value) of a comparison between a name and a written value, whichever side it stands on."""
    how, args = getattr(part, "operation", None), getattr(part, "args", ())
    if how not in MIRRORED or len(args) != 2:
        return None
    left, right = args
    if hasattr(left, "name") and hasattr(right, "value"):
        return left.name, how, right.value
    if hasattr(left, "value") and hasattr(right, "name"):
        return right.name, MIRRORED[how], left.value
    return None


@dataclass
class _Span:
    """The values that comparisons leave to one name."""

    equal: list[Any] = field(default_factory=list)
    above: list[tuple[Any, bool]] = field(default_factory=list)
    below: list[tuple[Any, bool]] = field(default_factory=list)

    def narrow(self, how: str, value: Any) -> None:
        if how == "equal":
            self.equal.append(value)
        elif how in ("greater", "at_least"):
            self.above.append((value, how == "at_least"))
        else:
            self.below.append((value, how == "at_most"))

    @property
    def is_empty(self) -> bool:
        try:
            return self._is_empty()
        except TypeError:  # values of different types; the type check tells of it
            return False

    def _is_empty(self) -> bool:
        if any(value != self.equal[0] for value in self.equal):
            return True
        points = [(value, True) for value in self.equal[:1]]
        return any(
            low > high or (low == high and not (low_in and high_in))
            for low, low_in in [*self.above, *points]
            for high, high_in in [*self.below, *points]
        )
