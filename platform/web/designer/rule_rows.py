"""The conditions of a rule that all must hold, one a row: its value is changed in place, and a row can be taken out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import Any

from definitions import Label
from rules import Call, Expression, Literal, Node, Reference, RuleError, Scope, Type, parse, words, write

from ..languages import language, t
from .view_model import ConditionRow, Option

COMPARING = ("equal", "unequal", "at_least", "at_most", "greater", "less", "contains", "starts_with")
DROP, VALUE, SEEN = "rule_drop", "rv", "rw"


def rows_of(rule: Expression, scope: Scope, setting: str) -> tuple[ConditionRow, ...]:
    """Each condition in words; where it compares a field with a value, that value as an input."""
    return tuple(_rows(rule, scope, setting))


def with_rows(text: str, posted: Any, setting: str) -> str | None:
    """The rule with what was changed in its rows: other values, one taken out; None where nothing was.

    Raises ValueError with the words for a value that is none of its kind.
    """
    try:
        parts = list(_parts(parse(text).tree)) if text.strip() else []
    except RuleError:
        return None
    before = list(parts)
    for place, part in enumerate(parts):
        name = f"{setting}.{place}"
        given = posted.get(f"{VALUE}.{name}", "")
        if _is_simple(part) and f"{VALUE}.{name}" in posted and given != posted.get(f"{SEEN}.{name}", given):
            parts[place] = _with_value(part, given.strip())
    do, _, at = posted.get("do", "").partition(":")
    if do == DROP and at in {f"{setting}.{place}" for place in range(len(parts))}:
        del parts[int(at.rpartition(".")[2])]
    return None if parts == before else _joined(parts)


def _rows(rule: Expression, scope: Scope, setting: str) -> Iterator[ConditionRow]:
    for place, part in enumerate(_parts(rule.tree)):
        said = words(Expression(write(part), part), scope, language())
        row = ConditionRow(f"{setting}.{place}", said)
        if _is_simple(part):
            value = _shown(part.args[1])
            row = replace(row, value=value, options=tuple(_options(scope, part.args[0].name, value)), simple=True)
        yield row


def _parts(tree: Node) -> tuple[Node, ...]:
    return tree.args if isinstance(tree, Call) and tree.operation == "and" else (tree,)


def _is_simple(part: Node) -> bool:
    compares = isinstance(part, Call) and part.operation in COMPARING and len(part.args) == 2
    return (
        compares
        and isinstance(part.args[0], Reference)
        and isinstance(part.args[1], Literal)
        and part.args[1].type in (Type.TEXT, Type.NUMBER, Type.DATE)
    )


def _shown(literal: Literal) -> str:
    return f"{Decimal(str(literal.value)).normalize():f}" if literal.type == Type.NUMBER else str(literal.value)


def _options(scope: Scope, name: str, value: str) -> Iterator[Option]:
    """What the field can be; nothing where the value is only a part of one: that is written."""
    known = (scope.names[name].choices if name in scope.names else None) or {}
    if value in known:
        yield from (Option(id, Label.of(label).text(language()), id == value) for id, label in known.items())


def _with_value(part: Call, given: str) -> Call:
    literal = part.args[1]
    try:
        reads = {Type.NUMBER: _number, Type.DATE: date.fromisoformat}
        value = reads.get(literal.type, str)(given)
    except ValueError:
        raise ValueError(t("designer.bad_value", value=given[:40])) from None
    if literal.type == Type.TEXT and (not given or {"'", '"'} <= set(given)):
        raise ValueError(t("designer.bad_value", value=given[:40]))
    return replace(part, args=(part.args[0], replace(literal, value=value)))


def _number(text: str) -> float:
    number = float(text.replace(",", ""))
    if not isfinite(number):
        raise ValueError(text)
    return number


def _joined(parts: list[Node]) -> str:
    if len(parts) < 2:
        return write(parts[0]) if parts else ""
    return write(Call("and", tuple(parts), 0))
